import type { CommitHash } from "../../../src-shared/domain/index.ts";
import { createCommitGraph, type CommitGraph } from "../git/commit-graph.ts";
import type { CommitFacts } from "../git/commit-facts.ts";
import type { SessionTagPair } from "../git/refs.ts";
import { isBotCommit, isMergeBotCommit } from "./bots.ts";
import { sessionsInNotes, sessionsInTrailers, type NamedSession } from "./named-sessions.ts";

/** What is read of a repository to link its sessions. */
export interface RepositoryHistory {
  readonly commits: readonly CommitFacts[];
  readonly tags: readonly SessionTagPair[];
  /** Branch names, local and remote without the remote's name, with their tips. */
  readonly branches: readonly { readonly name: string; readonly tip: CommitHash }[];
  /** Notes of `refs/notes/ai`. */
  readonly notes: ReadonlyMap<CommitHash, string>;
  /** Paths each commit changed, old names of renamed files too; merges have none. */
  readonly filesOf: ReadonlyMap<CommitHash, readonly string[]>;
}

export interface TimedCommit {
  readonly facts: CommitFacts;
  /** Milliseconds. */
  readonly at: number;
}

/** A repository's history arranged for linking. */
export interface RepositoryFacts {
  readonly graph: CommitGraph;
  readonly history: RepositoryHistory;
  readonly byHash: ReadonlyMap<CommitHash, TimedCommit>;
  /** Commits that may be matched to a session, oldest first. */
  readonly matchable: readonly TimedCommit[];
  readonly named: readonly NamedSession[];
  /** No bot's merge and no tool's bookkeeping. */
  mayLink(hash: CommitHash): boolean;
  /** Whether `descendant` is `ancestor` or comes after it. */
  follows(descendant: CommitHash, ancestor: CommitHash): boolean;
}

export function arrangeHistory(history: RepositoryHistory): RepositoryFacts {
  const graph = createCommitGraph(history.commits);
  const { named, bookkeeping } = sessionsInTrailers(history.commits);
  const byHash = new Map(history.commits.map((facts) => [facts.hash, { facts, at: Date.parse(facts.committedAt) }] as const));
  const mayLink = (hash: CommitHash): boolean => {
    const commit = byHash.get(hash);
    return commit !== undefined && !bookkeeping.has(hash) && !isMergeBotCommit(commit.facts);
  };
  return {
    graph,
    history,
    byHash,
    matchable: [...byHash.values()]
      .filter(({ facts }) => mayLink(facts.hash) && !isBotCommit(facts))
      .toSorted((a, b) => a.at - b.at || (a.facts.hash < b.facts.hash ? -1 : 1)),
    named: [...named, ...sessionsInNotes(history.notes)],
    mayLink,
    follows: (descendant, ancestor) => descendant === ancestor || graph.range(descendant, ancestor).length === 0,
  };
}

/** Commits made between two instants, both inclusive, in milliseconds. `commits` are in order of time. */
export function madeBetween(commits: readonly TimedCommit[], from: number, to: number): TimedCommit[] {
  let low = 0;
  let high = commits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((commits[middle]?.at ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found: TimedCommit[] = [];
  for (let at = low; at < commits.length; at += 1) {
    const commit = commits[at];
    if (commit === undefined || commit.at > to) break;
    found.push(commit);
  }
  return found;
}
