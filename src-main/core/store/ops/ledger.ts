import type { LedgerKind } from "../../../../src-shared/domain/index.ts";
import { chunks } from "../../chunks.ts";
import { anchorOf, type AnchorEdit, type SessionAnchor } from "../../links/anchor.ts";
import type { FileChange, LedgerRow } from "../ledger-reads.ts";
import { repositoryKey } from "../sql/keys.ts";
import { unpackTokens } from "../sql/token-codec.ts";
import { all, together, type Read } from "./operation.ts";
import { sessionOf, unpack } from "./sessions.ts";

const VERSION = `SELECT
  (SELECT count(*) || ':' || coalesce(sum(digest % 4294967291), 0) FROM passage WHERE type IN ('decision', 'challenge')) || ':' ||
  (SELECT count(*) FROM git_commit) || ':' || (SELECT count(*) FROM session_commit) || ':' ||
  (SELECT count(*) FROM session) || ':' || (SELECT coalesce(group_concat(name, '/'), '') FROM repository) AS version`;

export function* ledgerVersion(): Read<string> {
  return (yield* all<{ version: string }>(VERSION))[0]?.version ?? "";
}

interface ObservationRow {
  readonly session_id: string;
  readonly position: number;
  readonly kind: LedgerKind;
  readonly label: string;
  readonly title: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly repository_id: string;
  readonly repository_name: string;
  readonly own_id: string;
  readonly session_title: string;
  readonly agent: string | null;
  readonly document_id: number;
  readonly path: string;
  readonly started_at: string | null;
}

interface PassageRow {
  readonly id: number;
  readonly document_id: number;
  readonly type: LedgerKind;
  readonly start_line: number | null;
  readonly text: string;
  readonly tokens: Uint8Array;
}

const OBSERVATIONS = `SELECT o.session_id, o.position, o.kind, o.label, o.title, o.start_line, o.end_line, r.id AS repository_id,
    r.name AS repository_name, s.own_id, s.title AS session_title, s.agent, s.document_id, d.path, s.started_at
  FROM session s JOIN observation o ON o.session_id = s.id JOIN repository r ON r.key = s.repository JOIN document d ON d.id = s.document_id
  WHERE o.kind IN ('decision', 'challenge') ORDER BY s.started_at, s.id, o.position`;
const PASSAGES = `SELECT p.id, p.document_id, p.type, p.start_line, c.text, c.tokens FROM passage p JOIN passage_content c ON c.id = p.id
  WHERE p.type IN ('decision', 'challenge') ORDER BY p.document_id, p.position`;

/** An observation's text is in its passages: one, or several where it is long. They are told by their lines. */
export function* ledgerRows(): Read<LedgerRow[]> {
  const [observations, passages] = (yield* together<ObservationRow | PassageRow>([
    { sql: OBSERVATIONS, args: [] },
    { sql: PASSAGES, args: [] },
  ])) as [readonly ObservationRow[], readonly PassageRow[]];
  const byDocument = Map.groupBy(passages, (passage) => passage.document_id);
  return observations.map((row) => {
    const own = (byDocument.get(row.document_id) ?? []).filter(
      ({ type, start_line: line }) => type === row.kind && line !== null && row.start_line <= line && line <= row.end_line,
    );
    const tokens = own.map((passage) => unpackTokens(passage.tokens));
    return {
      sessionId: row.session_id,
      position: row.position,
      kind: row.kind,
      label: row.label,
      title: row.title,
      lines: { start: row.start_line, end: row.end_line },
      text: own.length === 0 ? row.title : own.map((passage) => passage.text).join("\n"),
      tokens: tokens.flatMap(({ title, text }, n) => (n === 0 ? `${title} ${text}` : text).split(" ").filter((token) => token !== "")),
      repositoryId: row.repository_id,
      repositoryName: row.repository_name,
      sessionOwnId: row.own_id,
      sessionTitle: row.session_title,
      agent: row.agent,
      documentId: row.document_id,
      passageId: own[0]?.id ?? null,
      path: row.path,
      date: row.started_at,
    };
  });
}

interface ChangeRow {
  readonly hash: string;
  readonly committed_at: string;
  readonly path: string;
  readonly old_path: string | null;
  readonly status: FileChange["status"];
}

const CHANGES = "SELECT g.hash, g.committed_at, f.path, f.old_path, f.status FROM commit_file f JOIN git_commit g ON g.id = f.commit_id";
const OLDEST_FIRST = "ORDER BY g.committed_at, g.hash, f.position";
/** Paths asked for in one statement: every backend takes as many parameters. */
const PATHS_AT_ONCE = 200;

function toChange(row: ChangeRow): FileChange {
  return { hash: row.hash, committedAt: row.committed_at, path: row.path, oldPath: row.old_path, status: row.status };
}

export function* fileChanges(repositoryId: string): Read<FileChange[]> {
  return (yield* all<ChangeRow>(`${CHANGES} WHERE g.repository = ? ${OLDEST_FIRST}`, [repositoryKey(repositoryId)])).map(toChange);
}

export function* pathChanges(repositoryId: string, paths: readonly string[]): Read<FileChange[]> {
  const key = repositoryKey(repositoryId);
  const found: FileChange[] = [];
  for (const part of chunks(paths, PATHS_AT_ONCE)) {
    const marks = part.map(() => "?").join(", ");
    const sql = `${CHANGES} WHERE g.repository = ? AND (f.path IN (${marks}) OR f.old_path IN (${marks})) ${OLDEST_FIRST}`;
    found.push(...(yield* all<ChangeRow>(sql, [key, ...part, ...part])).map(toChange));
  }
  return found;
}

export function* linkAnchors(repositoryId: string): Read<SessionAnchor[]> {
  const rows = yield* all<{ body: Uint8Array; edits: Uint8Array | null }>(
    `SELECT s.body, t.edits FROM session s LEFT JOIN session_turns t ON t.session_id = s.id WHERE s.repository = ? ORDER BY s.started_at, s.id`,
    [repositoryKey(repositoryId)],
  );
  return rows.map(({ body, edits }) => anchorOf(sessionOf(body), edits === null ? [] : unpack<AnchorEdit[]>(edits)));
}

export function* linkedCommits(repositoryId: string): Read<{ sessionId: string; hash: string }[]> {
  return (yield* all<{ session_id: string; hash: string }>(
    "SELECT session_id, hash FROM session_commit WHERE repository = ? AND grade <> 'mentioned' ORDER BY session_id, hash",
    [repositoryKey(repositoryId)],
  )).map((row) => ({ sessionId: row.session_id, hash: row.hash }));
}
