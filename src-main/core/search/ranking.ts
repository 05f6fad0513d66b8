import type { ResultType } from "../../../src-shared/domain/index.ts";

/**
 * Every number that decides a rank. Few and round on purpose: they must hold on libraries nobody tuned for. All scores are shares
 * of the best score by words, so that they can be added. Chosen by leaving out one question set, then one repository of seven, at a time.
 */
export const RANKING = {
  /** BM25 weights of the columns. */
  weights: { title: 1, symbol: 2, path: 0.5, text: 1 },
  /** Candidates taken from each list. */
  candidates: 300,
  /**
   * Passages that are scored to find them, about: by rare words anywhere, and twice as many by frequent words in names. On a library of
   * 16,000 passages the answers to three question sets are the same as with no bound; with half of it one set in three loses 0.04 of MRR.
   */
  scored: 4000,
  /** The query's words standing together. */
  together: 0.5,
  /** The whole document's own match. */
  wholeDocument: 0.35,
  /** The passage's name (a symbol, a heading, an observation's title) is what was asked for. */
  name: 0.4,
  /** So is the file's, with its folders. */
  path: 0.7,
  /** Notes and commits that match name the file. */
  mentioned: 0.5,
  /** A name of the query is defined here; by its share of the query's words. Enough to come first when it is all of them. */
  definition: 2,
  /** An `impl` block or a module of that name is not the definition itself. */
  reopening: 0.5,
  /** A document's second and third passage count this much: a sum over all would favour the long. */
  furtherPassages: [0.2, 0.06],
  /** Kinds against one another, so that the many do not drown the few. */
  types: {
    session: 1.05,
    decision: 1.05,
    challenge: 1.05,
    pattern: 1.05,
    belief: 1,
    code: 1.15,
    doc: 0.9,
    commit: 0.75,
  } satisfies Record<ResultType, number>,
  /** The question names this kind of result: less where code is about such things too (a parser of commits), more where the word is of nothing else (`guide`). */
  typeNamed: {
    session: 1.1,
    decision: 1.1,
    challenge: 1.1,
    pattern: 1.1,
    belief: 1.1,
    code: 1.3,
    doc: 1.4,
    commit: 1.1,
  } satisfies Record<ResultType, number>,
  /** The question asks for this kind: `which commit …`. */
  typeAsked: 2,
  /** What has a date, when the question is when something was done. */
  dated: 1.3,
  /** Code, when the question is about what people thought or did. */
  codeForPeople: 0.6,
  /** A test shows use; what it tests was asked for. */
  test: 0.6,
  /** Records that a tool writes when a session starts are near copies of each other. */
  initRecord: 0.3,
} as const;
