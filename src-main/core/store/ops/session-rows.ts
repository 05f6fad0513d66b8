import { deflateRawSync } from "node:zlib";
import type { Session, SourceDocument } from "../../../../src-shared/domain/index.ts";
import { editsOf } from "../../links/anchor.ts";
import { outlineOf, pagesOf } from "../../transcripts/turn-pages.ts";
import type { CommitWrite } from "../knowledge-store.ts";
import { repositoryKey } from "../sql/keys.ts";
import { change, type Change } from "./write.ts";

/** Rows of sessions and commits, as statements. */

export function sessionRows(document: SourceDocument, { turns, ...session }: Session): Change[] {
  const count = (kind: string): number => session.observations.filter((observation) => observation.kind === kind).length;
  const pages = Array.from(pagesOf(turns ?? []), ({ first, json }) => ({ first, body: deflateRawSync(json) }));
  return [
    change(
      `INSERT OR REPLACE INTO session (id, own_id, repository, document_id, format, title, agent, agent_key, branch, work_type, started_at,
         goals_done, goals_total, entries, decisions, challenges, patterns, prompts, search_key, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    ),
    ...(turns === undefined
      ? []
      : [
          change(
            "INSERT OR REPLACE INTO session_turns (session_id, body, edits) VALUES (?, ?, ?)",
            session.id,
            deflateRawSync(JSON.stringify(outlineOf(turns, pages))),
            deflateRawSync(JSON.stringify(editsOf(turns))),
          ),
          ...pages.map(({ body }, page) =>
            change("INSERT OR REPLACE INTO session_turn_page (session_id, page, body) VALUES (?, ?, ?)", session.id, page, body),
          ),
        ]),
    ...session.mentionedSessions.map((ownId) =>
      change(
        "INSERT OR IGNORE INTO session_mention (session_id, repository, own_id) VALUES (?, ?, ?)",
        session.id,
        repositoryKey(document.repositoryId),
        ownId,
      ),
    ),
    ...session.observations.map((observation) =>
      change(
        `INSERT OR REPLACE INTO observation (session_id, position, kind, label, title, entry, start_line, end_line)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        session.id,
        observation.index,
        observation.kind,
        observation.label,
        observation.title,
        observation.entryIndex,
        observation.lines.start,
        observation.lines.end,
      ),
    ),
  ];
}

/** A commit's own rows; its document and passages are written as any other's. */
export function commitRows({ commit, document }: CommitWrite): Change[] {
  return [
    change(
      `INSERT OR REPLACE INTO git_commit (id, repository, hash, parents, author_name, author_email, authored_at, committed_at, subject, body, tags, files, additions, deletions)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    ),
    ...commit.files.map((file, position) =>
      change(
        "INSERT INTO commit_file (commit_id, position, path, old_path, status, additions, deletions) VALUES (?, ?, ?, ?, ?, ?, ?)",
        document.id,
        position,
        file.path,
        file.oldPath,
        file.status,
        file.additions,
        file.deletions,
      ),
    ),
  ];
}
