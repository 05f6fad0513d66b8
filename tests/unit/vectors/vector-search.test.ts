import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { IndexedPassage, KnowledgeStore } from "../../../src-main/core/store/knowledge-store.ts";
import { openSqliteReader } from "../../../src-main/core/store/sqlite/sqlite-reader.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import { createVectorSearch, type VectorSearch } from "../../../src-main/core/vectors/vector-search.ts";
import type { ResultType, SourceDocument } from "../../../src-shared/domain/index.ts";
import { clusteredVectors } from "./support.ts";

const DIMENSIONS = 32;
const COUNT = 4500;
const SPACE = "space";
const vectors = clusteredVectors(COUNT + 10, DIMENSIONS);
const vectorAt = (n: number): Float32Array => vectors.slice(n * DIMENSIONS, (n + 1) * DIMENSIONS);

let folder = "";
let store: KnowledgeStore;
let reader: ReturnType<typeof openSqliteReader>;
const problems: unknown[] = [];

function documentOf(id: number, path: string): SourceDocument {
  return {
    id,
    repositoryId: "r",
    kind: "doc",
    path,
    title: path,
    language: null,
    contentHash: path,
    bytes: 1,
    sessionId: null,
    date: null,
    state: "indexed",
    reason: "",
  };
}

function passageOf(id: number, documentId: number): IndexedPassage {
  const type: ResultType = id % 2 === 0 ? "doc" : "session";
  return {
    id,
    documentId,
    type,
    symbolKind: null,
    title: `passage ${id}`,
    breadcrumb: [],
    text: `text ${id}`,
    lines: null,
    date: null,
    tokens: { title: "passage", symbol: "", path: "", text: `text ${id}` },
  } as IndexedPassage;
}

/** Ids of passages are spread out, as hashes are. */
const idOf = (n: number): number => n * 7 + 3;
const write = (path: string, documentId: number, ids: readonly number[]) => ({
  document: documentOf(documentId, path),
  passages: ids.map((id) => passageOf(id, documentId)),
  symbols: [],
  session: null,
  belief: null,
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "verdigris-vector-search-"));
  const path = join(folder, "knowledge.db");
  store = openSqliteStore({ path, backupsDir: folder });
  await store.upsertRepository({
    id: "r",
    name: "r",
    identity: "root-commit",
    remoteUrl: null,
    head: { branch: null, commit: null },
    indexedAt: null,
  } as never);
  const all = Array.from({ length: COUNT }, (_, n) => idOf(n));
  await store.replaceDocuments(
    Array.from({ length: 45 }, (_, part) => write(`doc-${part}.md`, part + 1, all.slice(part * 100, part * 100 + 100))),
  );
  await store.createSpace(
    { id: SPACE, embedder: "test", dimensions: DIMENSIONS, trainedOn: 0, createdAt: "2026-01-01", state: "building" },
    null,
  );
  await store.saveVectors(
    SPACE,
    all.map((id, n) => ({ passageId: id, vector: vectorAt(n) })),
  );
  await store.activateSpace(SPACE);
  reader = openSqliteReader(path);
  problems.length = 0;
});
afterEach(async () => {
  expect(problems).toEqual([]);
  reader.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (file: string | null = null): VectorSearch =>
  createVectorSearch(reader, { file: file === null ? null : () => file, onProblem: (error) => problems.push(error) });
const query = (vector: Float32Array, filter = {}, limit = 20) => ({ space: SPACE, vector, filter, limit });
const idsOf = (candidates: readonly { readonly passageId: number | null }[]) => candidates.map(({ passageId }) => passageId);

describe("search by meaning from memory", () => {
  test("answers as the store does, with documents and kinds", async () => {
    const search = open();
    await search.load(SPACE);
    for (let n = 0; n < 40; n++) {
      const found = await search.candidates(query(vectorAt(n * 90)));
      const wanted = await reader.vectorCandidates(query(vectorAt(n * 90)));
      expect(idsOf(found)).toEqual(idsOf(wanted));
      found.forEach((candidate, at) => {
        expect(candidate.score).toBeCloseTo(wanted[at]?.score ?? 0, 4);
        expect(candidate).toMatchObject({ documentId: wanted[at]?.documentId, type: wanted[at]?.type });
      });
    }
  });

  test("starts with the store's answer and goes over by itself", async () => {
    const search = open();
    const first = await search.candidates(query(vectorAt(5)));
    const second = await search.candidates(query(vectorAt(5)));
    await search.load(SPACE);
    expect(idsOf(await search.candidates(query(vectorAt(5))))).toEqual(idsOf(first));
    expect(idsOf(second)).toEqual(idsOf(first));
  });

  test("follows every change: a new vector, another vector, a passage gone", async () => {
    const search = open();
    await search.load(SPACE);
    const added = idOf(COUNT + 1);
    await store.replaceDocuments([write("new.md", 1000, [added])]);
    await store.saveVectors(SPACE, [{ passageId: added, vector: vectorAt(COUNT + 1) }]);
    expect(idsOf(await search.candidates(query(vectorAt(COUNT + 1))))[0]).toBe(added);
    await store.saveVectors(SPACE, [{ passageId: added, vector: vectorAt(17) }]);
    expect(idsOf(await search.candidates(query(vectorAt(17)))).slice(0, 2)).toContain(added);
    await store.removeDocuments([1000]);
    expect(idsOf(await search.candidates(query(vectorAt(17))))).not.toContain(added);
  });

  test("answers a filter with few passages exactly, and one with many by looking further", async () => {
    const search = open();
    await search.load(SPACE);
    const filter = { types: { include: ["session" as const], exclude: [] } };
    const found = await search.candidates(query(vectorAt(50), filter));
    expect(found.every(({ type }) => type === "session")).toBe(true);
    expect(idsOf(found)).toEqual(idsOf(await reader.vectorCandidates(query(vectorAt(50), filter))));
  });

  test("keeps a file, uses it with what changed since, and does without when it is damaged", async () => {
    const file = join(folder, "vectors.bin");
    const search = open(file);
    await search.load(SPACE);
    // Small spaces are not worth a file; the file of another process is read all the same.
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, "damaged");
    const again = open(file);
    await again.load(SPACE);
    expect(idsOf(await again.candidates(query(vectorAt(9))))).toEqual(idsOf(await search.candidates(query(vectorAt(9)))));
  });
});

describe("the log of changes", () => {
  test("says what changed after a revision, and when it does not reach back", async () => {
    const { revision } = await reader.vectorChanges(SPACE, Number.MAX_SAFE_INTEGER);
    expect(await reader.vectorChanges(SPACE, revision)).toEqual({ revision, complete: true, ids: [] });
    await store.saveVectors(SPACE, [
      { passageId: idOf(1), vector: vectorAt(2) },
      { passageId: idOf(2), vector: vectorAt(3) },
    ]);
    const changes = await reader.vectorChanges(SPACE, revision);
    expect([...changes.ids].toSorted((a, b) => a - b)).toEqual([idOf(1), idOf(2)]);
    expect(changes.complete).toBe(true);
    expect((await reader.vectorChanges(SPACE, changes.revision + 5)).complete).toBe(false);
  });

  test("holds nothing of a space that does not serve yet", async () => {
    await store.createSpace(
      { id: "next", embedder: "test", dimensions: 2, trainedOn: 0, createdAt: "2026-01-02", state: "building" },
      null,
    );
    const before = await reader.vectorChanges("next", Number.MAX_SAFE_INTEGER);
    await store.saveVectors("next", [{ passageId: idOf(1), vector: Float32Array.of(1, 0) }]);
    expect((await reader.vectorChanges("next", before.revision)).ids).toEqual([]);
  });

  test("a space that served before is retired and can serve again", async () => {
    const before = await reader.vectorChanges(SPACE, Number.MAX_SAFE_INTEGER);
    await store.createSpace(
      { id: "next", embedder: "test", dimensions: 2, trainedOn: 0, createdAt: "2026-01-02", state: "building" },
      null,
    );
    await store.activateSpace("next");
    expect((await reader.listSpaces()).map(({ id, state }) => [id, state])).toEqual([
      [SPACE, "retired"],
      ["next", "active"],
    ]);
    await store.activateSpace(SPACE);
    expect((await reader.listSpaces()).map(({ state }) => state)).toEqual(["active", "retired"]);
    // While it did not serve, nobody noted what became of its vectors.
    expect((await reader.vectorChanges(SPACE, before.revision)).complete).toBe(false);
  });
});
