import { createTopRows } from "../../top-rows.ts";
import { FULL_TEXT_TABLES } from "../full-text/full-text-reads.ts";
import type { RowTable } from "../full-text/row-table.ts";
import { countText, scoreText, type Scored } from "../full-text/score-text.ts";
import { FullTextFormatError } from "../full-text/segments.ts";
import { planText } from "../full-text/text-query.ts";
import { isFilter, type Candidate, type KnowledgeReader, type LexicalExpression, type LexicalQuery } from "../knowledge-store.ts";
import { countMatches, lexicalCandidates } from "../ops/lexical.ts";
import { filterDocuments } from "../ops/vector-feed.ts";
import type { Connection } from "./connection.ts";
import { holdText, type HeldText } from "./held-text.ts";
import { keepPlaces } from "./kept-places.ts";
import { runRead } from "./run.ts";

/** A process that asks once must not read every row's length: one search makes up to so many calls. */
const CALLS_BEFORE_LOADING = 8;
/** How many of the best are looked at first for each one asked for, where a filter drops some. */
const FILTERED_DEPTH = 4;

/**
 * Search by words from FTS5's own lists, read and scored here: the same matches and scores as `MATCH` and `bm25()`, which go through a
 * frequent word's rows several times for each question. Whatever this does not know is asked of FTS5.
 */
export function createFastText(connection: Connection): Pick<KnowledgeReader, "lexicalCandidates" | "countMatches" | "filterPassages"> {
  let isOff = false;
  let calls = 0;
  const turnOff = (): void => void (isOff = true);
  const passages = holdText(connection, FULL_TEXT_TABLES.passage, turnOff);
  const documents = holdText(connection, FULL_TEXT_TABLES.document, turnOff);
  const passing = keepPlaces(connection);
  // What is read in several statements must be of one state.
  const inSnapshot = connection.database.transaction((work: () => unknown) => work()).deferred as <T>(work: () => T) => T;

  /** Null where the answer must come from FTS5. */
  function attempt<T>(work: () => T | null): T | null {
    if (isOff) return null;
    try {
      return inSnapshot(work);
    } catch (error) {
      if (!(error instanceof FullTextFormatError)) throw error;
      turnOff();
      return null;
    }
  }

  function rank(query: LexicalQuery): readonly Candidate[] | null {
    const held = query.level === "passage" ? passages : documents;
    const plan = planText(held.table, query.expression, query.within);
    if (plan === null) return null;
    const averages = held.refresh();
    const table = held.rows(++calls > CALLS_BEFORE_LOADING);
    if (table === null) return null;
    const { columns, layout } = held.table;
    const weights = columns.map((column) => query.weights[column as keyof LexicalQuery["weights"]]);
    return best(held, table, scoreText(plan, held.postings(table, plan.tokens), { layout, weights, averages, table }), query);
  }

  function best(held: HeldText, table: RowTable, scored: Scored, { filter, limit }: LexicalQuery): readonly Candidate[] {
    for (let depth = isFilter(filter) ? FILTERED_DEPTH * limit : limit; ; depth *= FILTERED_DEPTH) {
      const scores = bestScores(scored, depth, table);
      const ids = [...scores.keys()];
      const found =
        held === passages
          ? passing(ids, filter).map((one) => ({ ...one, score: scores.get(one.passageId ?? 0) ?? 0 }))
          : (isFilter(filter) ? runRead(connection, filterDocuments(ids, filter)) : ids).map((documentId) => ({
              passageId: null,
              documentId,
              type: null,
              score: scores.get(documentId) ?? 0,
            }));
      if (found.length >= limit || depth >= scored.numbers.length) return found.slice(0, limit);
    }
  }

  function count(expression: LexicalExpression, cap: number): number | null {
    const plan = planText(passages.table, expression);
    const table = passages.rows(false);
    if (plan === null || table === null) return null;
    return Math.min(cap, countText(plan, passages.postings(table, plan.tokens), table.size()));
  }

  return {
    filterPassages: passing,
    lexicalCandidates: (query) => attempt(() => rank(query)) ?? runRead(connection, lexicalCandidates(query)),
    countMatches: (expressions, cap) => {
      const counted = attempt(() => {
        passages.refresh();
        return expressions.map((expression) => count(expression, cap));
      });
      return expressions.map((expression, at) => counted?.[at] ?? runRead(connection, countMatches([expression], cap))[0] ?? 0);
    },
  };
}

/** The best rows with their scores, best first. */
function bestScores({ numbers, scores }: Scored, limit: number, table: RowTable): Map<number, number> {
  const top = createTopRows(Math.min(limit, Math.max(1, numbers.length)));
  let threshold = top.threshold();
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] as number;
    if (score <= threshold) continue;
    top.add(at, score);
    threshold = top.threshold();
  }
  return new Map(top.take().map(({ row: at, score }) => [table.rowAt(numbers[at] ?? 0), score]));
}
