import { inflateRawSync } from "node:zlib";
import {
  packSessions,
  type Session,
  type SessionColumns,
  type SessionFilter,
  type SessionId,
  type SessionSummary,
  type TimelineSummary,
} from "../../../../src-shared/domain/index.ts";
import { fold } from "../../../../src-shared/query/fold.ts";
import { foldedWords, hasWords } from "../../../../src-shared/query/word-filter.ts";
import type { SessionFacets } from "../session-reads.ts";
import { prefixEnd, repositoryKey } from "../sql/keys.ts";
import { all, together, type Read, type SqlValue } from "./operation.ts";

export interface SessionRow {
  readonly id: string;
  readonly own_id: string;
  readonly repository_id: string;
  readonly repository_name: string;
  readonly path: string;
  readonly format: SessionSummary["format"];
  readonly title: string;
  readonly agent: string | null;
  readonly branch: string | null;
  readonly work_type: string | null;
  readonly started_at: string | null;
  readonly goals_done: number;
  readonly goals_total: number;
  readonly entries: number;
  readonly decisions: number;
  readonly challenges: number;
  readonly patterns: number;
  readonly prompts: number;
  readonly commits: number;
}

export const SESSION_SUMMARY = `SELECT s.id, s.own_id, r.id AS repository_id, r.name AS repository_name, d.path, s.format, s.title, s.agent, s.branch, s.work_type,
    s.started_at, s.goals_done, s.goals_total, s.entries, s.decisions, s.challenges, s.patterns, s.prompts,
    (SELECT count(*) FROM session_commit c WHERE c.session_id = s.id) AS commits
  FROM session s JOIN repository r ON r.key = s.repository JOIN document d ON d.id = s.document_id`;

export function toSessionSummary(row: SessionRow): SessionSummary {
  return {
    id: row.id,
    ownId: row.own_id,
    repositoryId: row.repository_id,
    repositoryName: row.repository_name,
    path: row.path,
    format: row.format,
    title: row.title,
    agent: row.agent,
    branch: row.branch,
    workType: row.work_type,
    startedAt: row.started_at,
    goalsDone: row.goals_done,
    goalsTotal: row.goals_total,
    entries: row.entries,
    decisions: row.decisions,
    challenges: row.challenges,
    patterns: row.patterns,
    prompts: row.prompts,
    commits: row.commits,
  };
}

export function* listSessions(filter: SessionFilter): Read<SessionSummary[]> {
  const { where, parameters } = yield* withText(filter);
  const sql = `${SESSION_SUMMARY} ${where} ORDER BY s.started_at DESC, s.own_id DESC LIMIT ?`;
  return (yield* all<SessionRow>(sql, [...parameters, filter.limit ?? -1])).map(toSessionSummary);
}

/** Commits are counted in one pass, and nothing is read of the sessions' documents. */
export function* sessionColumns(): Read<SessionColumns> {
  const sessions = yield* all<Omit<TimelineSummary, "id">>(
    `SELECT s.own_id AS ownId, r.id AS repositoryId, r.name AS repositoryName, s.format, s.title, s.agent, s.branch, s.work_type AS workType,
      s.started_at AS startedAt, s.prompts, s.decisions, s.challenges, coalesce(c.n, 0) AS commits
    FROM session s JOIN repository r ON r.key = s.repository
      LEFT JOIN (SELECT session_id, count(*) AS n FROM session_commit GROUP BY session_id) c ON c.session_id = s.id
    ORDER BY s.started_at DESC, s.own_id DESC`,
  );
  return packSessions(sessions);
}

export function* countSessions(filter: SessionFilter): Read<number> {
  const { where, parameters } = yield* withText(filter);
  return (yield* all<{ n: number }>(`SELECT count(*) AS n FROM session s ${where}`, parameters))[0]?.n ?? 0;
}

export function* sessionFacets(includeInit: boolean): Read<SessionFacets> {
  const { where } = conditionsOf({ includeInit });
  const counted = (column: string) => ({
    sql: `SELECT ${column} AS name, count(*) AS count FROM session s ${where} GROUP BY 1 HAVING name IS NOT NULL ORDER BY 2 DESC, 1`,
    args: [],
  });
  const [agents = [], workTypes = []] = yield* together<SessionFacets["agents"][number]>([counted("s.agent"), counted("s.work_type")]);
  return { agents, workTypes };
}

interface Conditions {
  readonly where: string;
  readonly parameters: readonly SqlValue[];
}

/** SQLite knows no accents: the words of a text are compared here. */
function* withText(filter: SessionFilter): Read<Conditions> {
  const words = foldedWords(filter.text ?? "");
  const conditions = conditionsOf(filter);
  if (words.length === 0) return conditions;
  const sql = `SELECT s.id, s.search_key AS words FROM session s ${conditions.where}`;
  const rows = yield* all<{ readonly id: string; readonly words: string }>(sql, conditions.parameters);
  const ids = rows.filter((row) => hasWords(fold(row.words), words)).map(({ id }) => id);
  return { where: "WHERE s.id IN (SELECT value FROM json_each(?))", parameters: [JSON.stringify(ids)] };
}

/** All but the filter's text. */
function conditionsOf(filter: SessionFilter): Conditions {
  const conditions: string[] = [];
  const parameters: SqlValue[] = [];
  const oneOf = (column: string, values: readonly SqlValue[] | undefined): void => {
    if (values === undefined || values.length === 0) return;
    conditions.push(`${column} IN (${values.map(() => "?").join(", ")})`);
    parameters.push(...values);
  };
  oneOf("s.repository", filter.repositoryIds?.map(repositoryKey));
  oneOf(
    "s.agent_key",
    filter.agents?.map((agent) => agent.toLowerCase()),
  );
  oneOf("s.work_type", filter.workTypes);
  if (filter.hasDecisions !== undefined) conditions.push(filter.hasDecisions ? "s.decisions > 0" : "s.decisions = 0");
  if (filter.hasCommits !== undefined) {
    conditions.push(`${filter.hasCommits ? "" : "NOT "}EXISTS (SELECT 1 FROM session_commit c WHERE c.session_id = s.id)`);
  }
  if (filter.includeInit !== true) conditions.push("s.format <> 'init'");
  if (filter.after !== undefined) {
    conditions.push("s.started_at >= ?");
    parameters.push(filter.after);
  }
  if (filter.before !== undefined) {
    conditions.push("s.started_at < ?");
    parameters.push(filter.before);
  }
  return { where: conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`, parameters };
}

/** Without the turns of a transcript, which are many and stand by themselves. */
export function sessionOf(body: Uint8Array): Session {
  return unpack<Session>(body);
}

/** JSON as sessions hold it, deflated. */
export function unpack<T>(body: Uint8Array): T {
  return JSON.parse(inflateRawSync(body).toString("utf8")) as T;
}

export function* readSession(id: SessionId): Read<{ session: Session; summary: SessionSummary; path: string } | null> {
  const [summaries, bodies] = yield* together<SessionRow & { readonly body: Uint8Array }>([
    { sql: `${SESSION_SUMMARY} WHERE s.id = ?`, args: [id] },
    { sql: "SELECT body FROM session WHERE id = ?", args: [id] },
  ]);
  const [row, body] = [summaries?.[0], bodies?.[0]?.body];
  if (row === undefined || body === undefined) return null;
  return { session: sessionOf(body), summary: toSessionSummary(row), path: row.path };
}

export function* resolveSession(prefix: string): Read<SessionId[]> {
  return (yield* all<{ id: string }>("SELECT id FROM session WHERE own_id >= ? AND own_id < ? ORDER BY own_id LIMIT 100", [
    prefix,
    prefixEnd(prefix),
  ])).map((row) => row.id);
}
