import { inflateRawSync } from "node:zlib";
import type {
  Belief,
  BeliefSummary,
  Commit,
  CommitFile,
  CommitLink,
  CommitSummary,
  DocumentId,
  Session,
  SessionFilter,
  SessionId,
  SessionSummary,
} from "../../../../src-shared/domain/index.ts";
import { prefixEnd, repositoryKey } from "../sql/keys.ts";
import type { Connection } from "./connection.ts";

interface SessionRow {
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

const SUMMARY = `SELECT s.id, s.own_id, r.id AS repository_id, r.name AS repository_name, d.path, s.format, s.title, s.agent, s.branch, s.work_type,
    s.started_at, s.goals_done, s.goals_total, s.entries, s.decisions, s.challenges, s.patterns, s.prompts,
    (SELECT count(*) FROM session_commit c WHERE c.session_id = s.id) AS commits
  FROM session s JOIN repository r ON r.key = s.repository JOIN document d ON d.id = s.document_id`;

function toSummary(row: SessionRow): SessionSummary {
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

export function listSessions(connection: Connection, filter: SessionFilter): SessionSummary[] {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  const oneOf = (column: string, values: readonly unknown[] | undefined): void => {
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
  for (const word of (filter.text ?? "").toLowerCase().split(/\s+/)) {
    if (word === "") continue;
    conditions.push("instr(s.search_key, ?) > 0");
    parameters.push(word);
  }
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  const sql = `${SUMMARY} ${where} ORDER BY s.started_at DESC, s.own_id DESC LIMIT ?`;
  return connection
    .sql<SessionRow>(sql)
    .all(...parameters, filter.limit ?? -1)
    .map(toSummary);
}

/** A session from its row's body. */
export function sessionOf(body: Buffer): Session {
  return JSON.parse(inflateRawSync(body).toString("utf8")) as Session;
}

export function readSession(connection: Connection, id: SessionId): { session: Session; summary: SessionSummary; path: string } | null {
  const row = connection.sql<SessionRow>(`${SUMMARY} WHERE s.id = ?`).get(id);
  const body = connection.sql<{ body: Buffer }>("SELECT body FROM session WHERE id = ?").get(id);
  if (row === undefined || body === undefined) return null;
  return { session: sessionOf(body.body), summary: toSummary(row), path: row.path };
}

export function resolveSession(connection: Connection, prefix: string): SessionId[] {
  return connection
    .sql<{ id: string }>("SELECT id FROM session WHERE own_id >= ? AND own_id < ? ORDER BY own_id LIMIT 100")
    .all(prefix, prefixEnd(prefix))
    .map((row) => row.id);
}

export function sessionAnchors(
  connection: Connection,
  repositoryId: string,
): { id: SessionId; ownId: string; mentionedCommits: readonly string[] }[] {
  return connection
    .sql<{ id: string; own_id: string; body: Buffer }>("SELECT id, own_id, body FROM session WHERE repository = ?")
    .all(repositoryKey(repositoryId))
    .map((row) => ({ id: row.id, ownId: row.own_id, mentionedCommits: sessionOf(row.body).mentionedCommits }));
}

interface CommitRow {
  readonly repository_id: string;
  readonly hash: string;
  readonly parents: string;
  readonly author_name: string;
  readonly author_email: string;
  readonly authored_at: string;
  readonly committed_at: string;
  readonly subject: string;
  readonly body: string;
  readonly tags: string;
  readonly files: number;
  readonly additions: number;
  readonly deletions: number;
}

const COMMIT = "SELECT r.id AS repository_id, g.* FROM git_commit g JOIN repository r ON r.key = g.repository";

function toCommitSummary(row: CommitRow): CommitSummary {
  return {
    repositoryId: row.repository_id,
    hash: row.hash,
    subject: row.subject,
    authorName: row.author_name,
    committedAt: row.committed_at,
    files: row.files,
    additions: row.additions,
    deletions: row.deletions,
    tags: JSON.parse(row.tags) as string[],
  };
}

interface LinkColumns {
  readonly grade: CommitLink["grade"];
  readonly evidence: string;
}

export function sessionCommits(connection: Connection, id: SessionId): (CommitSummary & { link: CommitLink })[] {
  const sql = `SELECT r.id AS repository_id, g.*, l.grade, l.evidence FROM session_commit l
    JOIN git_commit g ON g.repository = l.repository AND g.hash = l.hash JOIN repository r ON r.key = g.repository
    WHERE l.session_id = ? ORDER BY l.grade = 'exact' DESC, g.committed_at DESC, g.hash`;
  return connection
    .sql<CommitRow & LinkColumns>(sql)
    .all(id)
    .map((row) => ({ ...toCommitSummary(row), link: { hash: row.hash, grade: row.grade, evidence: row.evidence } }));
}

export function commitSessions(connection: Connection, repositoryId: string, hash: string): (SessionSummary & { link: CommitLink })[] {
  const links = connection
    .sql<{ session_id: string } & LinkColumns>("SELECT session_id, grade, evidence FROM session_commit WHERE repository = ? AND hash = ?")
    .all(repositoryKey(repositoryId), hash);
  return links.flatMap(({ session_id, grade, evidence }) => {
    const row = connection.sql<SessionRow>(`${SUMMARY} WHERE s.id = ?`).get(session_id);
    return row === undefined ? [] : [{ ...toSummary(row), link: { hash, grade, evidence } }];
  });
}

export function listCommits(connection: Connection, repositoryId: string, limit: number, before: string | null): CommitSummary[] {
  const sql = `${COMMIT} WHERE g.repository = ? AND g.committed_at < ? ORDER BY g.committed_at DESC, g.hash LIMIT ?`;
  return connection
    .sql<CommitRow>(sql)
    .all(repositoryKey(repositoryId), before ?? "~", limit)
    .map(toCommitSummary);
}

export function readCommit(connection: Connection, repositoryId: string, hash: string): Commit | null {
  const row = connection
    .sql<CommitRow & { id: number }>(`${COMMIT} WHERE g.repository = ? AND g.hash = ?`)
    .get(repositoryKey(repositoryId), hash);
  if (row === undefined) return null;
  const files = connection
    .sql<{ path: string; old_path: string | null; status: CommitFile["status"]; additions: number | null; deletions: number | null }>(
      "SELECT path, old_path, status, additions, deletions FROM commit_file WHERE commit_id = ? ORDER BY position",
    )
    .all(row.id);
  return {
    hash: row.hash,
    parents: row.parents === "" ? [] : row.parents.split(" "),
    authorName: row.author_name,
    authorEmail: row.author_email,
    authoredAt: row.authored_at,
    committedAt: row.committed_at,
    subject: row.subject,
    body: row.body,
    tags: JSON.parse(row.tags) as string[],
    files: files.map(({ old_path: oldPath, ...file }) => ({ ...file, oldPath })),
  };
}

export function resolveCommit(connection: Connection, prefix: string): { repositoryId: string; hash: string }[] {
  const key = prefix.toLowerCase();
  if (!/^[0-9a-f]{4,64}$/.test(key)) return [];
  return connection
    .sql<{ repository_id: string; hash: string }>(
      `SELECT r.id AS repository_id, g.hash FROM git_commit g JOIN repository r ON r.key = g.repository WHERE g.hash >= ? AND g.hash < ? LIMIT 100`,
    )
    .all(key, prefixEnd(key))
    .map((row) => ({ repositoryId: row.repository_id, hash: row.hash }));
}

export function commitHashes(connection: Connection, repositoryId: string): string[] {
  return connection
    .sql<{ hash: string }>("SELECT hash FROM git_commit WHERE repository = ?")
    .all(repositoryKey(repositoryId))
    .map((row) => row.hash);
}

export function listBeliefs(connection: Connection, repositoryId: string | null): BeliefSummary[] {
  type Row = Omit<BeliefSummary, "repositoryId"> & { readonly repository_id: string };
  const sql = `SELECT b.id, r.id AS repository_id, d.path, b.statement, b.status, b.confidence, b.evidence, b.supports, b.attacks
    FROM belief b JOIN document d ON d.id = b.document_id JOIN repository r ON r.key = b.repository WHERE ? IS NULL OR r.id = ? ORDER BY b.id`;
  return connection
    .sql<Row>(sql)
    .all(repositoryId, repositoryId)
    .map(({ repository_id, ...row }) => ({ ...row, repositoryId: repository_id }));
}

export function readBelief(connection: Connection, repositoryId: string, id: string): Belief | null {
  const row = connection
    .sql<{ body: string }>("SELECT body FROM belief WHERE repository = ? AND id = ?")
    .get(repositoryKey(repositoryId), id);
  return row === undefined ? null : (JSON.parse(row.body) as Belief);
}

export function beliefOfDocument(connection: Connection, id: DocumentId): Belief | null {
  const row = connection.sql<{ body: string }>("SELECT body FROM belief WHERE document_id = ?").get(id);
  return row === undefined ? null : (JSON.parse(row.body) as Belief);
}
