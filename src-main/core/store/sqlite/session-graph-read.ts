import type { Belief, SessionId } from "../../../../src-shared/domain/index.ts";
import { repositoryKey } from "../sql/keys.ts";
import type { Connection } from "./connection.ts";
import { sessionOf } from "./sessions-read.ts";

/** Reads what joins sessions and beliefs to each other. */
export function readBeliefs(
  connection: Connection,
  repositoryId: string | null,
): { repositoryId: string; documentId: number; path: string; belief: Belief }[] {
  const sql = `SELECT r.id AS repository_id, b.document_id, d.path, b.body FROM belief b JOIN document d ON d.id = b.document_id
    JOIN repository r ON r.key = b.repository WHERE ? IS NULL OR r.id = ? ORDER BY r.name, b.id`;
  return connection
    .sql<{ repository_id: string; document_id: number; path: string; body: string }>(sql)
    .all(repositoryId, repositoryId)
    .map((row) => ({
      repositoryId: row.repository_id,
      documentId: row.document_id,
      path: row.path,
      belief: JSON.parse(row.body) as Belief,
    }));
}

export function sessionMentions(connection: Connection, repositoryId: string): { id: SessionId; mentionedSessions: readonly string[] }[] {
  return connection
    .sql<{ id: string; body: Buffer }>("SELECT id, body FROM session WHERE repository = ?")
    .all(repositoryKey(repositoryId))
    .map((row) => ({ id: row.id, mentionedSessions: sessionOf(row.body).mentionedSessions }))
    .filter((row) => row.mentionedSessions.length > 0);
}
