import { randomUUID } from "node:crypto";
import type { Commit, CommitHash, RepositoryId } from "../../../src-shared/domain/index.ts";
import { streamCommits } from "../git/history.ts";
import { digestRefs, listHistoryRefs, tagsByCommit, type HistoryRefs } from "../git/refs.ts";
import { gitPlaceOf } from "../git/repository.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import { createInFlight } from "./in-flight.ts";
import { owesLinks, settleOwedLinks } from "./owed-links.ts";
import type { RunContext, RunTally } from "./run-context.ts";
import { linkRepository } from "./link-repository.ts";

const COMMIT_BATCH = 200;
const BATCHES_IN_FLIGHT = 3;

/** Raised when the same sessions and commits would be linked otherwise: every repository is linked anew at its next run. */
const LINKER_VERSION = 2;

/** What history looked like at the last run that finished it: nothing is read while it still looks so. */
interface HistoryMark {
  readonly tips: readonly CommitHash[];
  /** Commit → its tags, for those that have any. */
  readonly tags: Readonly<Record<CommitHash, readonly string[]>>;
  readonly linker: number;
  /** Of all refs, where each of them led to a commit. */
  readonly refs?: string | null;
}

const markKey = (repositoryId: RepositoryId): string => `history:${repositoryId}`;

export async function forgetHistory(machine: Remote<MachineStore>, repositoryId: RepositoryId): Promise<void> {
  await machine.writeValue(markKey(repositoryId), null);
  await settleOwedLinks(machine, repositoryId);
}

/** The next run asks the library which commits it holds, and reads those that it does not; one under way does not count as that. */
export async function readHistoryAnew(machine: Remote<MachineStore>, repositoryId: RepositoryId): Promise<void> {
  await machine.writeValue(markKey(repositoryId), `anew:${randomUUID()}`);
}

/** Reads commits that are new, or whose tags have changed, and links sessions to commits anew when either side changed. */
export async function readHistory(run: RunContext, tally: RunTally, sessionsChanged: () => boolean): Promise<() => Promise<void>> {
  const { root } = run.checkout;
  run.progress.start("history", null);
  const key = markKey(run.repository.id);
  const noted = await run.machine.readValue(key);
  const before = parseMark(noted);
  const refs = await digestRefs({ root, signal: run.signal });
  const isKnown = before !== null && before.linker === LINKER_VERSION && refs !== null && before.refs === refs;
  const found = isKnown ? null : await listHistoryRefs(await gitPlaceOf(root), run.signal);
  const now = found === null ? null : markOf(found, refs);
  const changed = now !== null && (before === null || !isSame(before, now));
  if (changed && found !== null) await readCommits(run, tally, { before, now, refs: found });
  run.progress.finish("history");

  /** To be called when the files are in, since sessions are among them. */
  return async () => {
    if (changed || sessionsChanged() || (await owesLinks(run.machine, run.repository.id))) {
      const links = await linkRepository(run, found ?? (await listHistoryRefs(await gitPlaceOf(root), run.signal)));
      await run.store.replaceSessionLinks(run.repository.id, links);
      await settleOwedLinks(run.machine, run.repository.id);
    }
    const mark = now === null ? noted : JSON.stringify(now);
    if (mark !== noted && (await run.machine.readValue(key)) === noted) await run.machine.writeValue(key, mark);
  };
}

function markOf({ tips, tags, isWhole }: HistoryRefs, refs: string | null): HistoryMark {
  return { tips, tags: Object.fromEntries(tagsByCommit(tags)), linker: LINKER_VERSION, refs: isWhole ? refs : null };
}

function isSame(before: HistoryMark, now: HistoryMark): boolean {
  const text = ({ tips, tags, linker }: HistoryMark): string => JSON.stringify({ tips, tags, linker });
  return text(before) === text(now);
}

async function readCommits(
  run: RunContext,
  tally: RunTally,
  { before, now, refs }: { readonly before: HistoryMark | null; readonly now: HistoryMark; readonly refs: HistoryRefs },
): Promise<void> {
  const retagged = before === null ? new Set<CommitHash>() : changedTags(before, now);
  const held = new Set(await run.store.commitHashes(run.repository.id));
  // A commit whose tags changed is read again, so the range must not stop before it.
  const since = before === null || retagged.size > 0 ? [] : before.tips;
  const work = createInFlight(BATCHES_IN_FLIGHT);
  let batch: Commit[] = [];

  async function flush(): Promise<void> {
    const commits = batch;
    batch = [];
    if (commits.length === 0) return;
    await run.gate.pass(run.signal);
    await work.add(async () => {
      const input = { repositoryId: run.repository.id, commits, collection: run.collection() };
      const { writes, passages } = await run.pool.call("index.commits", input, run.signal);
      await run.store.writePackedCommits(run.repository.id, writes);
      tally.commitsWritten += commits.length;
      tally.passagesWritten += passages;
      run.progress.advance("history", commits.length);
    });
  }

  const stream = streamCommits({
    root: run.checkout.root,
    since,
    refs,
    signal: run.signal,
    onIncomplete: (commit) => run.logger.warn("A commit could not be read whole.", { repository: run.repository.name, ...commit }),
  });
  for await (const commit of stream) {
    if (held.has(commit.hash) && !retagged.has(commit.hash)) continue;
    batch.push(commit);
    if (batch.length >= COMMIT_BATCH) await flush();
  }
  await flush();
  await work.drain();
}

/** Commits whose tags differ between two marks. */
function changedTags(before: HistoryMark, now: HistoryMark): Set<CommitHash> {
  const changed = new Set<CommitHash>();
  for (const hash of new Set([...Object.keys(before.tags), ...Object.keys(now.tags)])) {
    const names = (mark: HistoryMark): string => [...(mark.tags[hash] ?? [])].sort().join("\n");
    if (names(before) !== names(now)) changed.add(hash);
  }
  return changed;
}

function parseMark(text: string | null): HistoryMark | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as HistoryMark;
  } catch {
    return null;
  }
}
