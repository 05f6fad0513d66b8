import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { Commit } from "../../../src-shared/domain/commit.ts";
import type { CommitHash } from "../../../src-shared/domain/ids.ts";

/** A commit as the graph needs it. */
export type GraphCommit = Pick<Commit, "hash" | "parents" | "committedAt">;

/** Questions about ancestry, answered in process: a library asks for thousands of ranges, and a git process for each would take minutes. */
export interface CommitGraph {
  readonly size: number;
  has(hash: CommitHash): boolean;
  /**
   * What `git rev-list start..end` prints: commits that `end` reaches and `start` does not, newest first, merges included.
   * Throws `not-found` when either is not in the graph.
   */
  range(start: CommitHash, end: CommitHash): readonly CommitHash[];
  /** Full hashes that begin with these hex digits (any case), sorted; at least 4 digits, else none. */
  resolve(prefix: string): readonly CommitHash[];
}

const FROM_END = 1;
const FROM_START = 2;

/** Builds the graph; parents that are not among the commits (shallow clones, damage) count as absent. Any order of commits will do. */
export function createCommitGraph(commits: Iterable<GraphCommit>): CommitGraph {
  const hashes: CommitHash[] = [];
  const seconds: number[] = [];
  const parentHashes: (readonly CommitHash[])[] = [];
  const indexOf = new Map<CommitHash, number>();
  for (const commit of commits) {
    if (indexOf.has(commit.hash)) continue;
    indexOf.set(commit.hash, hashes.length);
    hashes.push(commit.hash);
    seconds.push(Date.parse(commit.committedAt) / 1000);
    parentHashes.push(commit.parents);
  }
  const parents = parentHashes.map((list) => list.map((hash) => indexOf.get(hash)).filter((index) => index !== undefined));
  const generations = countGenerations(parents);
  const sorted = hashes.toSorted();

  const at = (hash: CommitHash): number => {
    const index = indexOf.get(hash);
    if (index === undefined)
      throw new VerdigrisError("not-found", `Commit ${hash} is not in the indexed history. Index the repository again.`, { hash });
    return index;
  };

  return {
    size: hashes.length,
    has: (hash) => indexOf.has(hash),
    range: (start, end) => {
      const members = paint(at(end), at(start), parents, generations);
      return inDateOrder(at(end), members, parents, seconds).map((index) => hashes[index] ?? "");
    },
    resolve: (prefix) => {
      const wanted = prefix.toLowerCase();
      if (!/^[0-9a-f]{4,64}$/.test(wanted)) return [];
      let low = 0;
      for (let high = sorted.length; low < high;) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? "") < wanted) low = middle + 1;
        else high = middle;
      }
      let after = low;
      while (sorted[after]?.startsWith(wanted) === true) after += 1;
      return sorted.slice(low, after);
    },
  };
}

/** Generation number (gitglossary): 1 for a root, else one more than the highest parent's. Iterative: histories are deep. */
function countGenerations(parents: readonly (readonly number[])[]): Uint32Array {
  const generations = new Uint32Array(parents.length);
  for (let first = 0; first < parents.length; first += 1) {
    const stack = generations[first] === 0 ? [first] : [];
    while (stack.length > 0) {
      const index = stack[stack.length - 1] ?? 0;
      let highest = 0;
      let waits = false;
      for (const parent of parents[index] ?? []) {
        const generation = generations[parent] ?? 0;
        if (generation === 0) {
          stack.push(parent);
          waits = true;
        } else if (generation > highest) highest = generation;
      }
      if (waits) continue;
      generations[index] = highest + 1;
      stack.pop();
    }
  }
  return generations;
}

/**
 * Commits reached from `end` only. Taking the highest generation first, a commit's descendants are all taken before it, so its colours are
 * final; the walk ends once everything that waits is reached from `start` too.
 */
function paint(end: number, start: number, parents: readonly (readonly number[])[], generations: Uint32Array): Set<number> {
  const colours = new Map<number, number>();
  const queue = createHeap((a, b) => (generations[b] ?? 0) - (generations[a] ?? 0) || a - b);
  let waitingForEnd = 0;
  const add = (index: number, colour: number): void => {
    const before = colours.get(index);
    const after = (before ?? 0) | colour;
    if (after === before) return;
    colours.set(index, after);
    if (before === undefined) queue.push(index);
    if (before === undefined && after === FROM_END) waitingForEnd += 1;
    if (before === FROM_END && after !== FROM_END) waitingForEnd -= 1;
  };
  add(end, FROM_END);
  add(start, FROM_START);
  const members = new Set<number>();
  while (waitingForEnd > 0) {
    const index = queue.pop();
    if (index === undefined) break;
    const colour = colours.get(index) ?? 0;
    if (colour === FROM_END) {
      waitingForEnd -= 1;
      members.add(index);
    }
    for (const parent of parents[index] ?? []) add(parent, colour);
  }
  return members;
}

/** Git's order (revision.c, limit_list): by commit date, newest first; equal dates in the order they were reached. */
function inDateOrder(
  end: number,
  members: ReadonlySet<number>,
  parents: readonly (readonly number[])[],
  seconds: readonly number[],
): number[] {
  const reached = new Map<number, number>();
  const queue = createHeap((a, b) => (seconds[b] ?? 0) - (seconds[a] ?? 0) || (reached.get(a) ?? 0) - (reached.get(b) ?? 0));
  const add = (index: number): void => {
    if (!members.has(index) || reached.has(index)) return;
    reached.set(index, reached.size);
    queue.push(index);
  };
  const order: number[] = [];
  add(end);
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    order.push(index);
    for (const parent of parents[index] ?? []) add(parent);
  }
  return order;
}

/** Binary heap whose first is the least by `compare`. */
function createHeap(compare: (a: number, b: number) => number): { push(value: number): void; pop(): number | undefined } {
  const values: number[] = [];
  const swapIfLess = (child: number, parent: number): boolean => {
    const a = values[child];
    const b = values[parent];
    if (a === undefined || b === undefined || compare(a, b) >= 0) return false;
    values[child] = b;
    values[parent] = a;
    return true;
  };
  return {
    push: (value) => {
      let at = values.push(value) - 1;
      while (at > 0 && swapIfLess(at, (at - 1) >> 1)) at = (at - 1) >> 1;
    },
    pop: () => {
      const first = values[0];
      const last = values.pop();
      if (first === undefined || last === undefined || values.length === 0) return first;
      values[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const right = left + 1;
        const least = right < values.length && compare(values[right] ?? 0, values[left] ?? 0) < 0 ? right : left;
        if (!swapIfLess(least, at)) return first;
        at = least;
      }
    },
  };
}
