import type { Belief, RepositoryId, SessionSummary } from "../../../../src-shared/domain/index.ts";
import { repositoryKey } from "../sql/keys.ts";
import { all, together, type Read, type SqlValue } from "./operation.ts";
import { SESSION_SUMMARY, toSessionSummary, type SessionRow } from "./sessions.ts";

/** Reads what joins sessions and beliefs to each other. */
export function* readBeliefs(
  repositoryId: string | null,
): Read<{ repositoryId: string; documentId: number; path: string; belief: Belief }[]> {
  const sql = `SELECT r.id AS repository_id, b.document_id, d.path, b.body FROM belief b JOIN document d ON d.id = b.document_id
    JOIN repository r ON r.key = b.repository WHERE ? IS NULL OR r.id = ? ORDER BY r.name, b.id`;
  return (yield* all<{ repository_id: string; document_id: number; path: string; body: string }>(sql, [repositoryId, repositoryId])).map(
    (row) => ({
      repositoryId: row.repository_id,
      documentId: row.document_id,
      path: row.path,
      belief: JSON.parse(row.body) as Belief,
    }),
  );
}

/** Place in a repository's time line; those without a date come before all others. */
const PLACE = "(coalesce(s.started_at, ''), s.own_id)";
const EARLIER_FIRST = "ORDER BY coalesce(s.started_at, ''), s.own_id";
const LATER_FIRST = "ORDER BY coalesce(s.started_at, '') DESC, s.own_id DESC";

type Place = Pick<SessionSummary, "repositoryId" | "startedAt" | "ownId">;

/** The nearest sessions before and after a place, nearest first; `more` narrows them. */
function* around({ repositoryId, startedAt, ownId }: Place, limit: number, more = "", args: readonly SqlValue[] = []) {
  const at = [repositoryKey(repositoryId), startedAt ?? "", ownId, ...args, limit];
  const [before = [], after = []] = yield* together<SessionRow>([
    { sql: `${SESSION_SUMMARY} WHERE s.repository = ? AND ${PLACE} < (?, ?) ${more} ${LATER_FIRST} LIMIT ?`, args: at },
    { sql: `${SESSION_SUMMARY} WHERE s.repository = ? AND ${PLACE} > (?, ?) ${more} ${EARLIER_FIRST} LIMIT ?`, args: at },
  ]);
  return { before: before.map(toSessionSummary), after: after.map(toSessionSummary) };
}

export function* neighbours(place: Place): Read<{ previous: SessionSummary | null; next: SessionSummary | null }> {
  const { before, after } = yield* around(place, 1);
  return { previous: before[0] ?? null, next: after[0] ?? null };
}

export function* sessionsNamed(repositoryId: RepositoryId, ownIds: readonly string[]): Read<SessionSummary[]> {
  const sql = `${SESSION_SUMMARY} WHERE s.own_id IN (SELECT value FROM json_each(?)) AND s.repository = ? ${LATER_FIRST}`;
  return (yield* all<SessionRow>(sql, [JSON.stringify(ownIds), repositoryKey(repositoryId)])).map(toSessionSummary);
}

export function* sessionsNaming(repositoryId: RepositoryId, ownId: string): Read<SessionSummary[]> {
  const sql = `${SESSION_SUMMARY} WHERE s.id IN (SELECT session_id FROM session_mention WHERE repository = ? AND own_id = ?) ${LATER_FIRST}`;
  return (yield* all<SessionRow>(sql, [repositoryKey(repositoryId), ownId])).map(toSessionSummary);
}

export function* sessionsOnBranch(
  place: Place & { readonly branch: string },
  limit: number,
): Read<{ share: number; nearest: SessionSummary[] }> {
  const [count] = yield* all<{ every: number; same: number }>(
    "SELECT count(*) AS every, coalesce(sum(branch = ? AND format <> 'init'), 0) AS same FROM session WHERE repository = ?",
    [place.branch, repositoryKey(place.repositoryId)],
  );
  const { before, after } = yield* around(place, limit, "AND s.branch = ? AND s.format <> 'init'", [place.branch]);
  return { share: (count?.same ?? 0) / Math.max(1, count?.every ?? 0), nearest: [...after.toReversed(), ...before] };
}
