import { analyse } from "../analysis/analyser.ts";
import type { LedgerEntry } from "./entries.ts";
import { cosine, type Likeness, type WordVector } from "./likeness.ts";

/** A group of items that say nearly the same, from two sessions or more. Members are indexes of entries, oldest first. */
export interface Cluster {
  readonly id: string;
  readonly members: readonly number[];
  /** The member nearest to all others. */
  readonly centre: number;
  /** Words that most members share, most telling first. */
  readonly words: readonly string[];
  readonly sessions: number;
}

/** Mean similarity an item must have to a group's members. Found by reading groups of a real library: below it, groups share a subject, not a problem. */
const ALIKE = 0.3;
const MAX_WORDS = 6;
/** Entries worked on before others get their turn on this thread. */
const TURN = 400;

/**
 * Groups items of one kind, oldest first: each joins the group to whose members it is most alike on average, or begins one. The order is
 * that of the entries, so the same library always gives the same groups; a group's id is its oldest item's.
 */
export async function findClusters(entries: readonly LedgerEntry[], likeness: Likeness): Promise<Cluster[]> {
  const groups: number[][] = [];
  const groupOf = new Int32Array(entries.length).fill(-1);
  const isDecision = Uint8Array.from(entries, ({ item }) => Number(item.kind === "decision"));
  // By group, zeroed after each entry; `touched` holds those that are not zero.
  const sums = new Float64Array(entries.length);
  const touched: number[] = [];
  for (const [n, { item }] of entries.entries()) {
    if (n % TURN === TURN - 1) await new Promise((resolve) => setImmediate(resolve));
    if (saysNothing(item.markdown)) continue;
    const kind = isDecision[n];
    likeness.neighbours(n, n, (other, similarity) => {
      const group = groupOf[other] ?? -1;
      if (group < 0 || isDecision[other] !== kind) return;
      if (sums[group] === 0) touched.push(group);
      sums[group] = (sums[group] ?? 0) + similarity;
    });
    let best = -1;
    let bestMean = ALIKE;
    for (const group of touched) {
      const mean = (sums[group] ?? 0) / (groups[group]?.length ?? 1);
      // Of two that are as near the older one is taken.
      if (mean > bestMean || (mean === bestMean && group < best)) [best, bestMean] = [group, mean];
      sums[group] = 0;
    }
    touched.length = 0;
    if (best < 0) best = groups.push([]) - 1;
    groups[best]?.push(n);
    groupOf[n] = best;
  }
  return groups.flatMap((members) => {
    const sessions = new Set(members.map((n) => entries[n]?.item.sessionId)).size;
    return sessions < 2 ? [] : [describe(members, sessions, entries, likeness)];
  });
}

/** The shortest word of the members that the analyser takes for this token, for a stem is no word; null for one of a label only. */
function asWritten(token: string, members: readonly number[], entries: readonly LedgerEntry[]): string | null {
  const words = new Set(members.flatMap((n) => entries[n]?.item.markdown.match(/[\p{L}\p{N}_.-]*[\p{L}\p{N}]/gu) ?? []));
  const shortestFirst = [...words].filter((word) => word.length < 40).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return shortestFirst.find((word) => analyse(word).includes(token))?.toLowerCase() ?? null;
}

/** `None in this period`: written because the form asks. */
function saysNothing(markdown: string): boolean {
  return /^[-*\s]*(?:none|nothing|n\/a|no (?:major |new |significant |real )?(?:challenges|issues|problems|blockers|decisions))\b/i.test(
    markdown,
  );
}

function describe(members: readonly number[], sessions: number, entries: readonly LedgerEntry[], likeness: Likeness): Cluster {
  const vectors = members.map((n) => likeness.vectors[n]).filter((vector): vector is WordVector => vector !== undefined);
  const [centre = members[0] ?? 0] = members.toSorted((a, b) => closeness(b, vectors, likeness) - closeness(a, vectors, likeness) || a - b);
  const holders = new Map<number, { count: number; weight: number }>();
  for (const { words, weights } of vectors) {
    words.forEach((word, i) => {
      const held = holders.get(word) ?? { count: 0, weight: 0 };
      holders.set(word, { count: held.count + 1, weight: held.weight + (weights[i] ?? 0) });
    });
  }
  const words = [...holders]
    .filter(([, { count }]) => count * 2 > members.length)
    .toSorted((a, b) => b[1].weight - a[1].weight || a[0] - b[0])
    .slice(0, MAX_WORDS)
    .flatMap(([word]) => asWritten(likeness.word(word), members, entries) ?? []);
  // `tree-sitter` gives several tokens, and is one word.
  return { id: entries[members[0] ?? 0]?.item.id ?? "", members, centre, words: [...new Set(words)], sessions };
}

function closeness(n: number, vectors: readonly WordVector[], likeness: Likeness): number {
  const own = likeness.vectors[n];
  return own === undefined ? 0 : vectors.reduce((sum, other) => sum + cosine(own, other), 0);
}
