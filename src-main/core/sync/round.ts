import type { SharedKind, SyncChange, SyncRound } from "../../../src-shared/contract/sync.ts";
import { chunks } from "../chunks.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { DocumentDigest } from "../store/transfer-reads.ts";
import type { MachineStore, SyncedDocument } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import type { Comparer } from "./compare.ts";
import { settleLinks } from "./copy-links.ts";
import { openOwedLinks } from "./owed-links.ts";
import type { RoundPlan } from "./plan-round.ts";
import { readSettled } from "./settled.ts";
import { syncStars } from "./sync-stars.ts";

export interface RoundParts {
  /** This machine's library: everything is searched here, whatever the server does. */
  readonly local: Remote<KnowledgeStore>;
  /** The shared library: its replica is read, its server written, without secrets. */
  readonly shared: Remote<KnowledgeStore>;
  readonly machine: Remote<MachineStore>;
  readonly kinds: readonly SharedKind[];
  readonly comparer: Comparer;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly phase: "send" | "fetch"; readonly done: number; readonly total: number }) => void;
}

const AT_ONCE = 200;
/** Of files, in one batch. Each batch writes the same inner pages of the database anew, and each page goes to every other machine. */
const MOST_BYTES = 512 * 1024;
/** Of the changes, how many are told one by one. */
const TOLD = 100;

/**
 * One round: sends what changed here, removes there what is gone here, fetches what is only there, removes here what was fetched
 * and is gone there. Cut short anywhere, the next round goes on: what landed is noted after it has landed.
 */
export async function runRound(parts: RoundParts): Promise<SyncRound> {
  const started = Date.now();
  const { local, machine, comparer } = parts;
  const settled = await readSettled(parts);
  if (settled.holds) return { ...NOTHING, at: new Date().toISOString(), milliseconds: Date.now() - started };
  const plan = await comparer.plan(parts);
  if (plan.forget.length > 0) await machine.removeSyncedDocuments(plan.forget);
  await send(parts, plan);
  const removedHere = await receive(parts, plan);
  comparer.done();
  const stars = await syncStars(parts);
  const done = [plan.send, plan.removeThere, plan.fetch, plan.removeHere, plan.forget].reduce((sum, { length }) => sum + length, 0);
  if (done + stars.sent + stars.fetched === 0) {
    await settled.note();
  }
  const names = new Map((await local.listRepositories()).map(({ id, name }) => [id, name]));
  const told = (
    direction: SyncChange["direction"],
    documents: readonly { readonly repositoryId: string; readonly path: string }[],
  ): SyncChange[] =>
    documents
      .slice(0, TOLD)
      .map(({ repositoryId, path }) => ({ direction, repositoryId, repository: names.get(repositoryId) ?? repositoryId, path }));
  return {
    at: new Date().toISOString(),
    milliseconds: Date.now() - started,
    sent: plan.send.length,
    removedThere: plan.removeThere.length,
    fetched: plan.fetch.length,
    removedHere: removedHere.length,
    stars,
    changes: [
      ...told("fetched", plan.fetch),
      ...told("sent", plan.send),
      ...told("removed-here", removedHere),
      ...told("removed-there", plan.removeThere),
    ].slice(0, TOLD),
  };
}

const NOTHING = { sent: 0, removedThere: 0, fetched: 0, removedHere: 0, stars: { sent: 0, fetched: 0 }, changes: [] } as const;

async function send({ local, shared, machine, signal, onProgress }: RoundParts, plan: RoundPlan): Promise<void> {
  const repositories = new Map((await local.listRepositories()).map((one) => [one.id, one]));
  const owed = openOwedLinks(machine);
  const total = plan.send.length + plan.removeThere.length;
  let done = 0;
  for (const [repositoryId, documents] of Map.groupBy(plan.send, (one) => one.repositoryId)) {
    const repository = repositories.get(repositoryId);
    if (repository === undefined) continue;
    await shared.upsertRepository({ ...repository, remoteUrl: withoutCredentials(repository.remoteUrl) });
    if (haveLinks(documents)) await owed.add({ direction: "sent", repositoryId });
    for (const part of batches(documents)) {
      signal.throwIfAborted();
      const ids = part.map(({ id }) => id);
      // Secrets are masked on the way out, in the process that writes.
      if (part[0]?.kind === "commit") await shared.writeCommits(repositoryId, await local.exportCommits(repositoryId, ids));
      else await shared.replaceDocuments(await local.exportDocuments(ids));
      await machine.saveSyncedDocuments(part.map((one) => noted(one, "sent")));
      onProgress({ phase: "send", done: (done += part.length), total });
    }
  }
  await oweLinks(owed, "sent", plan.removeThere);
  await settleLinks({ local, shared, machine });
  for (const part of chunks(plan.removeThere, AT_ONCE)) {
    signal.throwIfAborted();
    const ids = part.map(({ id }) => id);
    await shared.removeDocuments(ids);
    await machine.removeSyncedDocuments(ids);
    onProgress({ phase: "send", done: (done += part.length), total });
  }
}

/** Returns what was removed here: not what a file on this machine stands for by now. */
async function receive({ local, shared, machine, signal, onProgress }: RoundParts, plan: RoundPlan): Promise<readonly DocumentDigest[]> {
  const here = new Set((await local.listRepositories()).map(({ id }) => id));
  const theirs = new Map((await shared.listRepositories()).map((one) => [one.id, one]));
  const owed = openOwedLinks(machine);
  let done = 0;
  for (const [repositoryId, documents] of Map.groupBy(plan.fetch, (one) => one.repositoryId)) {
    const repository = theirs.get(repositoryId);
    if (repository === undefined) continue;
    if (!here.has(repositoryId)) await local.upsertRepository(repository);
    if (haveLinks(documents)) await owed.add({ direction: "fetched", repositoryId });
    for (const part of batches(documents)) {
      signal.throwIfAborted();
      const ids = part.map(({ id }) => id);
      // Noted before: a document that came from elsewhere must never be taken for a file that is gone.
      await machine.saveSyncedDocuments(part.map((one) => noted(one, "fetched")));
      if (part[0]?.kind === "commit") await local.writeCommits(repositoryId, await shared.exportCommits(repositoryId, ids));
      else await local.replaceDocuments(await shared.exportDocuments(ids));
      onProgress({ phase: "fetch", done: (done += part.length), total: plan.fetch.length });
    }
  }
  await oweLinks(owed, "fetched", plan.removeHere);
  await settleLinks({ local, shared, machine });
  const removable: DocumentDigest[] = [];
  for (const [repositoryId, documents] of Map.groupBy(plan.removeHere, (one) => one.repositoryId)) {
    const files = new Set((await machine.fileStats(repositoryId)).map(({ path }) => path));
    removable.push(...documents.filter(({ path }) => !files.has(path)));
  }
  if (removable.length > 0) await local.removeDocuments(removable.map(({ id }) => id));
  await machine.removeSyncedDocuments(plan.removeHere.map(({ id }) => id));
  return removable;
}

/** A commit that goes takes the links to it along. */
async function oweLinks(
  owed: ReturnType<typeof openOwedLinks>,
  direction: SyncedDocument["direction"],
  removed: readonly DocumentDigest[],
): Promise<void> {
  for (const repositoryId of new Set(removed.filter(({ kind }) => kind === "commit").map((one) => one.repositoryId))) {
    await owed.add({ direction, repositoryId });
  }
}

function haveLinks(documents: readonly DocumentDigest[]): boolean {
  return documents.some(({ kind }) => kind === "session" || kind === "commit");
}

function noted({ id, repositoryId, digest }: DocumentDigest, direction: SyncedDocument["direction"]): SyncedDocument {
  return { id, repositoryId, direction, digest };
}

/** Batches of one kind each: commits are written in another way than files. */
function* batches(documents: readonly DocumentDigest[]): Iterable<readonly DocumentDigest[]> {
  for (const kind of ["file", "commit"] as const) {
    const same = documents.filter((one) => (one.kind === "commit") === (kind === "commit"));
    for (let at = 0; at < same.length;) {
      let [end, bytes] = [at, 0];
      do bytes += same[end++]?.bytes ?? 0;
      while (end < same.length && end - at < AT_ONCE && bytes + (same[end]?.bytes ?? 0) <= MOST_BYTES);
      yield same.slice(at, end);
      at = end;
    }
  }
}

function withoutCredentials(remoteUrl: string | null): string | null {
  const url = remoteUrl === null ? null : URL.parse(remoteUrl);
  if (url === null) return remoteUrl;
  url.username = "";
  url.password = "";
  return url.href;
}
