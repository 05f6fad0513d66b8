import { expect } from "vitest";
import type {
  Candidate,
  DocumentWrite,
  KnowledgeReader,
  LexicalExpression,
  LexicalQuery,
} from "../../../src-main/core/store/knowledge-store.ts";
import type { Connection } from "../../../src-main/core/store/sqlite/connection.ts";
import type { ResultType } from "../../../src-shared/domain/index.ts";

/** A library of made-up words, questions to it, and what FTS5 answers held against what its lists do. */

export const WORDS = ["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hen"];
const TYPES: readonly ResultType[] = ["doc", "code", "session"];

/** Frequent words first, as in real text; the same for the same number. */
function words(seed: number, count: number): string {
  let state = seed * 2_654_435_761 + 12_345;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return WORDS[Math.floor((state / 2 ** 32) ** 2 * WORDS.length)] ?? "ant";
  }).join(" ");
}

export function documentWrite(n: number, length = 12): DocumentWrite {
  const type = TYPES[n % TYPES.length] ?? "doc";
  const passages = Array.from({ length: 4 }, (_, at) => {
    const tokens = {
      title: words(n * 31 + at, 2),
      symbol: type === "code" ? words(n * 7 + at, 1) : "",
      path: `d${n}`,
      text: words(n * 13 + at, length + ((n + at) % 9)),
    };
    return {
      id: n * 1000 + at * 37,
      documentId: n,
      type,
      symbolKind: null,
      title: tokens.title,
      breadcrumb: [],
      text: tokens.text,
      lines: null,
      date: null,
      tokens,
    };
  });
  const document = {
    id: n,
    repositoryId: "r",
    kind: "doc",
    path: `d${n}.md`,
    title: `d${n}`,
    language: null,
    contentHash: `${n} ${length}`,
    bytes: 1,
  };
  return {
    document: { ...document, sessionId: null, date: null, state: "indexed", reason: "" },
    passages,
    symbols: [],
    session: null,
    belief: null,
  } as unknown as DocumentWrite;
}

export const term = (token: string, column?: "name" | "symbol" | "title" | "path"): LexicalExpression => ({
  op: "term",
  token,
  ...(column === undefined ? {} : { column }),
});
export const or = (...operands: LexicalExpression[]): LexicalExpression => ({ op: "or", operands });
export const and = (...operands: LexicalExpression[]): LexicalExpression => ({ op: "and", operands });
export const query = (expression: LexicalExpression, more: Partial<LexicalQuery> = {}): LexicalQuery => ({
  level: "passage",
  expression,
  filter: {},
  weights: { title: 1, symbol: 2, path: 0.5, text: 1 },
  limit: 50,
  ...more,
});

/** Whether FTS5 is asked to match: that is what answers when the lists do not. */
export async function asksFullText(connection: Connection, work: () => unknown): Promise<boolean> {
  const { sql } = connection;
  let asked = false;
  (connection as { sql: Connection["sql"] }).sql = (text) => {
    asked ||= /MATCH/.test(text);
    return sql(text);
  };
  try {
    await work();
  } finally {
    (connection as { sql: Connection["sql"] }).sql = sql;
  }
  return asked;
}

/** Of equal scores any may be left out at the end, and their order is free. */
export function expectSame(own: readonly Candidate[], theirs: readonly Candidate[]): void {
  const rounded = (list: readonly Candidate[]): string[] => list.map(({ score }) => score.toPrecision(10));
  expect(rounded(own)).toEqual(rounded(theirs));
  const last = theirs.at(-1)?.score.toPrecision(10);
  const known = new Map(theirs.map((one) => [`${one.passageId} ${one.documentId} ${one.type}`, one.score.toPrecision(10)]));
  for (const one of own) {
    const score = one.score.toPrecision(10);
    if (score !== last) expect(known.get(`${one.passageId} ${one.documentId} ${one.type}`)).toBe(score);
  }
}

/** @param fast reads from `connection` */
export async function expectAsFullText(
  { connection, fast, store }: { connection: Connection; fast: Pick<KnowledgeReader, "lexicalCandidates">; store: KnowledgeReader },
  asked: LexicalQuery,
): Promise<void> {
  const theirs = await store.lexicalCandidates(asked);
  let own: readonly Candidate[] = [];
  expect(await asksFullText(connection, async () => (own = await fast.lexicalCandidates(asked)))).toBe(false);
  expectSame(own, theirs);
}

export const REPOSITORY = {
  id: "r",
  name: "r",
  identity: "path",
  remoteUrl: null,
  head: { branch: null, commit: null },
  indexedAt: null,
} as const;
