import { setImmediate as nextTurn } from "node:timers/promises";
import type { Candidate, KnowledgeReader, PassageRecord } from "../store/knowledge-store.ts";
import type { QueryPlan } from "./plan.ts";

/** Passages looked through at most, newest first, and for how long: a pattern alone has no index to ask. */
const MOST_SCANNED = 20_000;
const MOST_MILLISECONDS = 1500;
const BATCH = 200;

export interface PatternSearch {
  readonly passages: readonly Candidate[];
  /** False when it stopped before all were looked through. */
  readonly complete: boolean;
}

/** Of these candidates those whose text matches the plan's patterns, in their order, until there are enough of them. */
export async function matchingPassages(
  reader: KnowledgeReader,
  plan: QueryPlan,
  candidates: readonly Candidate[],
  isEnough: (found: readonly Candidate[]) => boolean,
  signal: AbortSignal,
): Promise<PatternSearch> {
  if (!hasPatterns(plan)) return { passages: candidates, complete: true };
  const passages: Candidate[] = [];
  const deadline = performance.now() + MOST_MILLISECONDS;
  for (let at = 0; at < candidates.length; at += BATCH) {
    const batch = candidates.slice(at, at + BATCH);
    const texts = new Map((await reader.readPassages(batch.map(({ passageId }) => passageId ?? 0))).map((one) => [one.id, one]));
    for (const candidate of batch) {
      const passage = texts.get(candidate.passageId ?? 0);
      if (passage !== undefined && matchesPatterns(plan, passage)) passages.push(candidate);
    }
    if (isEnough(passages)) return { passages, complete: true };
    // Others use this thread, and the question may have been withdrawn.
    await nextTurn();
    signal.throwIfAborted();
    if (performance.now() > deadline) return { passages, complete: at + BATCH >= candidates.length };
  }
  return { passages, complete: true };
}

export function hasPatterns(plan: QueryPlan): boolean {
  return plan.patterns.length + plan.excludedPatterns.length > 0;
}

/** Passages that match the patterns alone, newest first. */
export async function scanPassages(
  reader: KnowledgeReader,
  plan: QueryPlan,
  isEnough: (found: readonly Candidate[]) => boolean,
  signal: AbortSignal,
): Promise<PatternSearch> {
  const newest = await reader.newestCandidates(plan.filter, MOST_SCANNED, plan.sort === "oldest" ? "oldest" : "newest");
  const found = await matchingPassages(reader, plan, newest, isEnough, signal);
  return { ...found, complete: found.complete && newest.length < MOST_SCANNED };
}

/** Whether a passage has every pattern of the plan, and none that is left out. True for a plan without any. */
export function matchesPatterns(plan: QueryPlan, { title, text }: PassageRecord): boolean {
  const all = text.includes(title) ? text : `${title}\n${text}`;
  return plan.patterns.every((pattern) => pattern.test(all)) && !plan.excludedPatterns.some((pattern) => pattern.test(all));
}
