import type { Belief, SessionId } from "../../../../src-shared/domain/index.ts";
import { repositoryKey } from "../sql/keys.ts";
import { all, type Read } from "./operation.ts";
import { sessionOf } from "./sessions.ts";

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

export function* sessionMentions(repositoryId: string): Read<{ id: SessionId; mentionedSessions: readonly string[] }[]> {
  return (yield* all<{ id: string; body: Uint8Array }>("SELECT id, body FROM session WHERE repository = ?", [repositoryKey(repositoryId)]))
    .map((row) => ({ id: row.id, mentionedSessions: sessionOf(row.body).mentionedSessions }))
    .filter((row) => row.mentionedSessions.length > 0);
}
