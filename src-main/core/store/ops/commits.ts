import type { Commit, CommitFile, CommitLink, CommitSummary, SessionId, SessionSummary } from "../../../../src-shared/domain/index.ts";
import { prefixEnd, repositoryKey } from "../sql/keys.ts";
import { all, get, together, type Read } from "./operation.ts";
import { SESSION_SUMMARY, toSessionSummary, type SessionRow } from "./sessions.ts";

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
  readonly proofs: string;
}

function toLink(hash: string, { grade, evidence, proofs }: LinkColumns): CommitLink {
  return { hash, grade, evidence, proofs: JSON.parse(proofs) as CommitLink["proofs"] };
}

/** Surest first. */
const BY_GRADE = "CASE l.grade WHEN 'exact' THEN 0 WHEN 'strong' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END";

export function* sessionCommits(id: SessionId): Read<(CommitSummary & { link: CommitLink })[]> {
  const sql = `SELECT r.id AS repository_id, g.*, l.grade, l.evidence, l.proofs FROM session_commit l
    JOIN git_commit g ON g.repository = l.repository AND g.hash = l.hash JOIN repository r ON r.key = g.repository
    WHERE l.session_id = ? ORDER BY ${BY_GRADE}, g.committed_at DESC, g.hash`;
  return (yield* all<CommitRow & LinkColumns>(sql, [id])).map((row) => ({
    ...toCommitSummary(row),
    link: toLink(row.hash, row),
  }));
}

export function* commitSessions(repositoryId: string, hash: string): Read<(SessionSummary & { link: CommitLink })[]> {
  const links = yield* all<{ session_id: string } & LinkColumns>(
    `SELECT l.session_id, l.grade, l.evidence, l.proofs FROM session_commit l WHERE l.repository = ? AND l.hash = ? ORDER BY ${BY_GRADE}, l.session_id`,
    [repositoryKey(repositoryId), hash],
  );
  const sql = `${SESSION_SUMMARY} WHERE s.id = ?`;
  const rows = yield* together<SessionRow>(links.map(({ session_id }) => ({ sql, args: [session_id] })));
  return links.flatMap((link, index) => (rows[index] ?? []).map((row) => ({ ...toSessionSummary(row), link: toLink(hash, link) })));
}

export function* listCommits(repositoryId: string, limit: number, before: string | null): Read<CommitSummary[]> {
  const sql = `${COMMIT} WHERE g.repository = ? AND g.committed_at < ? ORDER BY g.committed_at DESC, g.hash LIMIT ?`;
  return (yield* all<CommitRow>(sql, [repositoryKey(repositoryId), before ?? "~", limit])).map(toCommitSummary);
}

export function* readCommit(repositoryId: string, hash: string): Read<Commit | null> {
  const row = yield* get<CommitRow & { id: number }>(`${COMMIT} WHERE g.repository = ? AND g.hash = ?`, [
    repositoryKey(repositoryId),
    hash,
  ]);
  if (row === undefined) return null;
  const files = yield* all<{
    path: string;
    old_path: string | null;
    status: CommitFile["status"];
    additions: number | null;
    deletions: number | null;
  }>("SELECT path, old_path, status, additions, deletions FROM commit_file WHERE commit_id = ? ORDER BY position", [row.id]);
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

export function* resolveCommit(prefix: string): Read<{ repositoryId: string; hash: string }[]> {
  const key = prefix.toLowerCase();
  if (!/^[0-9a-f]{4,64}$/.test(key)) return [];
  return (yield* all<{ repository_id: string; hash: string }>(
    `SELECT r.id AS repository_id, g.hash FROM git_commit g JOIN repository r ON r.key = g.repository WHERE g.hash >= ? AND g.hash < ? LIMIT 100`,
    [key, prefixEnd(key)],
  )).map((row) => ({ repositoryId: row.repository_id, hash: row.hash }));
}

export function* commitHashes(repositoryId: string): Read<string[]> {
  return (yield* all<{ hash: string }>("SELECT hash FROM git_commit WHERE repository = ?", [repositoryKey(repositoryId)])).map(
    (row) => row.hash,
  );
}
