import { laterStars, type DocumentId } from "../../../src-shared/domain/index.ts";
import { chunks } from "../chunks.ts";
import type { CopyOptions } from "./copy-library.ts";
import type { KnowledgeReader } from "./knowledge-store.ts";
import type { EmbeddingSpace } from "./vector-reads.ts";
import type { DocumentDigest } from "./transfer-reads.ts";

const PAGE = 500;

/**
 * What of a copy is not the same in the target, for a person: documents by their digests, every table of theirs by rows and sums,
 * repositories, stars, spaces with their models and vectors. The target may hold more: other machines write to it too.
 */
export async function verifyCopy(
  source: KnowledgeReader,
  target: KnowledgeReader,
  wanted: readonly DocumentDigest[],
  options: CopyOptions,
): Promise<string[]> {
  const { signal, onProgress } = options;
  let [checked, missing] = [0, 0];
  const unlike = new Map<string, number>();
  for (const part of chunks(wanted, PAGE)) {
    signal?.throwIfAborted();
    missing += (await missingIn(target, part)).length;
    const ids = part.map(({ id }) => id);
    const [ours, theirs] = await Promise.all([source.contentSums(ids), target.contentSums(ids)]);
    for (const [n, { table, rows, sum }] of ours.entries()) {
      const there = theirs[n];
      if (there?.rows !== rows || there.sum !== sum)
        unlike.set(table, (unlike.get(table) ?? 0) + Math.max(1, Math.abs(rows - (there?.rows ?? 0))));
    }
    checked += part.length;
    onProgress?.({ phase: "verify", done: checked, total: wanted.length });
  }
  return [
    ...(missing === 0 ? [] : [`${missing} of ${wanted.length} documents are not the same in the target`]),
    ...[...unlike].map(([table, rows]) => `${rows} or more rows of ${table} are not the same in the target`),
    ...(await unlikeRepositories(source, target)),
    ...(await unlikeStars(source, target)),
    ...(await unlikeSpaces(source, target, options)),
  ];
}

/** Whether every table holds the same of these documents. */
export async function isSameContent(source: KnowledgeReader, target: KnowledgeReader, part: readonly DocumentDigest[]): Promise<boolean> {
  const ids = part.map(({ id }) => id);
  const [ours, theirs] = await Promise.all([source.contentSums(ids), target.contentSums(ids)]);
  return ours.every(({ rows, sum }, n) => theirs[n]?.rows === rows && theirs[n].sum === sum);
}

async function unlikeRepositories(source: KnowledgeReader, target: KnowledgeReader): Promise<string[]> {
  const there = new Set((await target.listRepositories()).map((one) => JSON.stringify(one)));
  const gone = (await source.listRepositories()).filter((one) => !there.has(JSON.stringify(one)));
  return gone.map(({ name }) => `the repository ${name} is not the same in the target`);
}

async function unlikeStars(source: KnowledgeReader, target: KnowledgeReader): Promise<string[]> {
  const behind = laterStars(await source.starStates(), await target.starStates());
  return behind.length === 0 ? [] : [`${behind.length} stars are not the same in the target`];
}

/** Of the spaces that were copied: a target that serves by another one makes its own vectors. One that is being built goes on changing. */
async function unlikeSpaces(source: KnowledgeReader, target: KnowledgeReader, options: CopyOptions): Promise<string[]> {
  const there = await target.listSpaces();
  const copied = (await source.listSpaces()).filter(
    ({ id, state }) => state === "retired" || (state === "active" && there.some((one) => one.id === id && one.state === "active")),
  );
  const unlike: string[] = [];
  for (const space of copied) {
    if (!(await isSameSpace(source, target, space, options))) unlike.push(`the vectors of ${space.id} are not the same in the target`);
  }
  return unlike;
}

async function isSameSpace(
  source: KnowledgeReader,
  target: KnowledgeReader,
  { id }: EmbeddingSpace,
  { signal, includes }: CopyOptions,
): Promise<boolean> {
  const [ours, theirs] = [await source.readSpaceModel(id), await target.readSpaceModel(id)];
  if (Buffer.compare(Buffer.from(ours ?? []), Buffer.from(theirs ?? [])) !== 0) return false;
  let page = await source.vectorPage(id, -1, PAGE);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    signal?.throwIfAborted();
    const ids = page.map(({ passageId }) => passageId);
    const held = new Map((await target.readVectors(id, ids)).map(({ passageId, vector }) => [passageId, vector]));
    // Of a part of a library, only what is in it can have vectors.
    const wanted = includes === undefined ? null : new Set((await target.readPassages(ids)).map((passage) => passage.id));
    const compared = wanted === null ? page : page.filter(({ passageId }) => wanted.has(passageId));
    if (!compared.every(({ passageId, vector }) => isSameVector(vector, held.get(passageId)))) return false;
    page = await source.vectorPage(id, last.passageId, PAGE);
  }
  return true;
}

function isSameVector(one: Float32Array, other: Float32Array | undefined): boolean {
  return other?.length === one.length && one.every((value, n) => value === other[n]);
}

export async function missingIn(target: KnowledgeReader, part: readonly DocumentDigest[]): Promise<DocumentId[]> {
  const held = new Map((await target.digestsOf(part.map(({ id }) => id))).map(({ id, digest }) => [id, digest]));
  return part.filter(({ id, digest }) => held.get(id) !== digest).map(({ id }) => id);
}
