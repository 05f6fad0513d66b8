import { deflateRawSync } from "node:zlib";
import type { DocumentId, Session, SourceDocument } from "../../../../src-shared/domain/index.ts";
import type { CommitWrite, SessionLinkWrite } from "../knowledge-store.ts";
import { repositoryKey } from "../sql/keys.ts";
import type { Connection } from "./connection.ts";

export function removeSession(connection: Connection, documentId: DocumentId): void {
  for (const { id } of connection.sql<{ id: string }>("SELECT id FROM session WHERE document_id = ?").all(documentId)) {
    connection.sql("DELETE FROM observation WHERE session_id = ?").run(id);
    connection.sql("DELETE FROM session_commit WHERE session_id = ?").run(id);
  }
  connection.sql("DELETE FROM session WHERE document_id = ?").run(documentId);
}

export function writeSession(connection: Connection, document: SourceDocument, session: Session): void {
  const count = (kind: string): number => session.observations.filter((observation) => observation.kind === kind).length;
  connection
    .sql(
      `INSERT OR REPLACE INTO session (id, own_id, repository, document_id, format, title, agent, agent_key, branch, work_type, started_at,
         goals_done, goals_total, entries, decisions, challenges, patterns, prompts, search_key, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      session.id,
      session.ownId,
      repositoryKey(document.repositoryId),
      document.id,
      session.format,
      session.title,
      session.agent,
      session.agent?.toLowerCase() ?? null,
      session.branch,
      session.classification?.workType ?? null,
      session.startedAt,
      session.goals.filter((goal) => goal.done).length,
      session.goals.length,
      session.entries.length,
      count("decision"),
      count("challenge"),
      count("pattern"),
      session.promptCount,
      [session.title, session.ownId, session.branch ?? "", session.agent ?? ""].join("\n").toLowerCase(),
      deflateRawSync(JSON.stringify(session)),
    );
  for (const observation of session.observations) {
    connection
      .sql(
        "INSERT INTO observation (session_id, position, kind, label, title, entry, start_line, end_line) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      )
      .run(
        session.id,
        observation.index,
        observation.kind,
        observation.label,
        observation.title,
        observation.entryIndex,
        observation.lines.start,
        observation.lines.end,
      );
  }
}

/** Writes a commit's own rows; its document and passages are written as any other's. */
export function writeCommit(connection: Connection, { commit, document }: CommitWrite): void {
  connection
    .sql(
      `INSERT OR REPLACE INTO git_commit (id, repository, hash, parents, author_name, author_email, authored_at, committed_at, subject, body, tags, files, additions, deletions)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      document.id,
      repositoryKey(document.repositoryId),
      commit.hash,
      commit.parents.join(" "),
      commit.authorName,
      commit.authorEmail,
      commit.authoredAt,
      commit.committedAt,
      commit.subject,
      commit.body,
      JSON.stringify(commit.tags),
      commit.files.length,
      commit.files.reduce((sum, file) => sum + (file.additions ?? 0), 0),
      commit.files.reduce((sum, file) => sum + (file.deletions ?? 0), 0),
    );
  connection.sql("DELETE FROM commit_file WHERE commit_id = ?").run(document.id);
  commit.files.forEach((file, position) => {
    connection
      .sql("INSERT INTO commit_file (commit_id, position, path, old_path, status, additions, deletions) VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(document.id, position, file.path, file.oldPath, file.status, file.additions, file.deletions);
  });
}

export function replaceSessionLinks(connection: Connection, repositoryId: string, batch: readonly SessionLinkWrite[]): void {
  for (const { sessionId, links } of batch) {
    connection.sql("DELETE FROM session_commit WHERE session_id = ?").run(sessionId);
    for (const link of links) {
      connection
        .sql("INSERT OR REPLACE INTO session_commit (session_id, repository, hash, grade, evidence) VALUES (?, ?, ?, ?, ?)")
        .run(sessionId, repositoryKey(repositoryId), link.hash, link.grade, link.evidence);
    }
  }
}
