import type { Candidate, KnowledgeReader } from "../store/knowledge-store.ts";
import { heldFilter } from "./held-filter.ts";
import type { QueryPlan } from "./plan.ts";

const MOST = 40;
const SHORTEST = 3;

/**
 * Definitions whose names hold the query's one word anywhere inside (`Backend` in `openBackendFile` is a part of its own, `ckend` is
 * not): what the index of whole words and parts cannot find. Shortest names first.
 */
export async function insideNames(reader: KnowledgeReader, plan: QueryPlan): Promise<readonly Candidate[]> {
  const [word, another] = plan.words;
  if (word === undefined || another !== undefined || plan.required.length > 0 || word.text.length < SHORTEST) return [];
  const symbols = await reader.findSymbols(word.text.replace(/\(\)$/, ""), MOST);
  const passages = await reader.passagesAt(symbols.map(({ documentId, lines }) => ({ documentId, line: lines.start })));
  const allowed = await reader.filterPassages([...new Set(passages)], heldFilter(plan));
  // In this order and close together: none of them matched better than another.
  return allowed.map((candidate, index) => ({ ...candidate, score: 1 - index / (2 * MOST) }));
}
