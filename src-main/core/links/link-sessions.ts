import type { CommitHash } from "../../../src-shared/domain/index.ts";
import type { SessionLinkWrite } from "../store/knowledge-store.ts";
import type { SessionAnchor } from "./anchor.ts";
import type { EditedLines } from "./edited-lines.ts";
import { isSameSession } from "./named-sessions.ts";
import { ProofCollector } from "./proofs.ts";
import { CLOCK_SKEW, recordedRange } from "./recorded-range.ts";
import type { RepositoryFacts } from "./repository-facts.ts";
import { addSharedFiles, nextStarts } from "./shared-files.ts";

/**
 * Links each session to the commits it made, strongest proof first: its tags' range, a recorded hash, a recorded start and count, a hash
 * that git printed, a commit's trailer or note, a hash that it names and that was made while it ran, lines it edited, and last files, time
 * and branch together. A commit that it names and did not make is a mention. Time alone links nothing; merges by bots are never linked
 * but by tags.
 */
export function linkSessions(
  sessions: readonly SessionAnchor[],
  repository: RepositoryFacts,
  edited: EditedLines = new Map(),
): SessionLinkWrite[] {
  const pairs = Map.groupBy(repository.history.tags, (pair) => pair.sessionId);
  const next = nextStarts(sessions);
  return sessions.map((session) => {
    const proofs = new ProofCollector();
    for (const pair of pairs.get(session.ownId) ?? []) {
      if (!repository.graph.has(pair.start) || !repository.graph.has(pair.end)) continue;
      const text = `In the tag range ${pair.startTag}..${pair.endTag}`;
      for (const hash of repository.graph.range(pair.start, pair.end))
        proofs.add(hash, "tag-range", { startTag: pair.startTag, endTag: pair.endTag }, text);
    }
    addProved(session, repository, proofs);
    // Where the session's tags or its own count say which commits it made, no other is guessed.
    if (!pairs.has(session.ownId) && !addRange(session, repository, next.get(session.id) ?? null, proofs))
      addSharedFiles(session, repository, next.get(session.id) ?? null, proofs);
    for (const { hash, session: written, by, source } of repository.named) {
      if (!isSameSession(written, session.ownId) || !repository.mayLink(hash)) continue;
      proofs.add(
        hash,
        by,
        { source, session: written },
        by === "trailer" ? `The commit says ${source}` : `A note in ${source} names this session`,
      );
    }
    for (const proof of edited.get(session.id) ?? []) {
      const { hash, lines, of, paths } = proof;
      proofs.add(
        hash,
        "edited-lines",
        { lines, of, paths },
        `It adds ${lines} of the ${of} lines that the session wrote into ${list(paths)}`,
      );
    }
    addMentions(session, repository, proofs);
    return { sessionId: session.id, links: proofs.links() };
  });
}

/** Hashes that the assistant's program recorded or git printed. What was there before the session began is its base, not its work. */
function addProved(session: SessionAnchor, repository: RepositoryFacts, proofs: ProofCollector): void {
  for (const { hash: written, how, turn } of session.proved) {
    const hash = resolveOne(repository, written);
    if (hash === null) continue;
    if (!madeSince(session, repository, hash, CLOCK_SKEW)) {
      proofs.add(
        hash,
        "mention",
        { written },
        how === "recorded" ? `Checked out when the session began (${written})` : `Printed in the session, made before it (${written})`,
      );
    } else if (how === "recorded") proofs.add(hash, "recorded", { written }, `The assistant recorded ${written}`);
    else proofs.add(hash, "printed", { written, ...(turn === null ? {} : { turn }) }, `Git printed ${written} in the session`);
  }
}

/** Returns whether the session's own count is accounted for. */
function addRange(session: SessionAnchor, repository: RepositoryFacts, until: number | null, proofs: ProofCollector): boolean {
  const found = recordedRange(session, repository, until);
  const range = found.filter((hash) => repository.mayLink(hash));
  const { startCommit, commitCount } = session;
  for (const hash of range) {
    const start = startCommit ?? "";
    const text = `The session recorded ${commitCount} ${commitCount === 1 ? "commit" : "commits"} from ${start.slice(0, 8)} on`;
    proofs.add(hash, "recorded-range", { start, count: commitCount ?? 0 }, text);
  }
  return found.length > 0 || commitCount === 0;
}

function addMentions(session: SessionAnchor, repository: RepositoryFacts, proofs: ProofCollector): void {
  for (const written of session.mentioned) {
    const hash = resolveOne(repository, written);
    if (hash === null) continue;
    // A session's text can only name what was there when it was written: named and made since it began is made while it ran.
    const isBase = session.startCommit !== null && hash.startsWith(session.startCommit);
    if (!isBase && madeSince(session, repository, hash, 0))
      proofs.add(hash, "named", { written }, `The session names ${written}, made while it ran`);
    else if (!proofs.has(hash))
      proofs.add(hash, "mention", { written }, isBase ? "The session started from it" : `The session names ${written}`);
  }
}

function resolveOne(repository: RepositoryFacts, written: string): CommitHash | null {
  const [hash, another] = repository.graph.resolve(written);
  return hash === undefined || another !== undefined || !repository.mayLink(hash) ? null : hash;
}

function madeSince(session: SessionAnchor, repository: RepositoryFacts, hash: CommitHash, skew: number): boolean {
  const commit = repository.byHash.get(hash);
  if (commit === undefined || session.startedAt === null) return false;
  // A rebase gives old work a new commit date: both dates must be the session's.
  const begin = Date.parse(session.startedAt) - skew;
  return commit.at >= begin && Date.parse(commit.facts.authoredAt) >= begin;
}

function list(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(", ");
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown;
}
