import type { Commit, DocumentId, RepositoryId, SessionId, SourceDocument } from "../../../../src-shared/domain/index.ts";
import type { CommitWrite, DocumentWrite, IndexedPassage, SessionLinkWrite } from "../knowledge-store.ts";
import type { DocumentDigest } from "../transfer-reads.ts";
import { repositoryKey } from "../sql/keys.ts";
import { unpackTokens } from "../sql/token-codec.ts";
import { beliefOfDocument } from "./beliefs.ts";
import { readCommit } from "./commits.ts";
import { documentSymbols, readDocument } from "./documents.ts";
import { all, together, type Read } from "./operation.ts";
import { documentPassages } from "./passages.ts";
import { sessionOf } from "./sessions.ts";
import { readTurns } from "./turns.ts";

/** What a copy compares: everything a document holds, in one short text. */
const DIGEST = `SELECT d.id AS id, d.kind AS kind, d.path AS path, d.state AS state, d.bytes AS bytes, r.id AS repositoryId,
    (SELECT s.format FROM session s WHERE s.document_id = d.id) AS format,
    d.content_hash || ':' || d.state || ':' || d.symbols || ':' || count(p.id) || ':' || coalesce(sum((p.digest + p.position) % 4294967291), 0) AS digest
  FROM document d JOIN repository r ON r.key = d.repository LEFT JOIN passage p ON p.document_id = d.id`;

export function* documentDigests(after: DocumentId, limit: number): Read<readonly DocumentDigest[]> {
  return yield* all<DocumentDigest>(`${DIGEST} WHERE d.id > ? GROUP BY d.id ORDER BY d.id LIMIT ?`, [after, limit]);
}

export function* digestsOf(ids: readonly DocumentId[]): Read<readonly DocumentDigest[]> {
  return yield* all<DocumentDigest>(`${DIGEST} WHERE d.id IN (SELECT value FROM json_each(?)) GROUP BY d.id`, [JSON.stringify(ids)]);
}

function* indexedPassages(id: DocumentId): Read<readonly IndexedPassage[]> {
  const passages = yield* documentPassages(id);
  const rows = yield* all<{ id: number; tokens: Uint8Array }>(
    "SELECT p.id AS id, c.tokens AS tokens FROM passage p JOIN passage_content c ON c.id = p.id WHERE p.document_id = ?",
    [id],
  );
  const tokens = new Map(rows.map((row) => [row.id, unpackTokens(row.tokens)]));
  return passages.map((one) => ({
    id: one.id,
    documentId: one.documentId,
    type: one.type,
    symbolKind: one.symbolKind,
    title: one.title,
    breadcrumb: one.breadcrumb,
    text: one.text,
    lines: one.lines,
    date: one.date,
    ...(one.role === undefined ? {} : { role: one.role }),
    tokens: tokens.get(one.id) ?? { title: "", symbol: "", path: "", text: "" },
  }));
}

/** Documents as they were written, in the order asked; those that are gone are left out. */
export function* exportDocuments(ids: readonly DocumentId[]): Read<DocumentWrite[]> {
  const writes: DocumentWrite[] = [];
  for (const id of ids) {
    const document: SourceDocument | null = yield* readDocument(id);
    if (document === null) continue;
    const [row] = yield* all<{ id: string; body: Uint8Array }>("SELECT id, body FROM session WHERE document_id = ?", [id]);
    const turns = row === undefined ? null : yield* readTurns(row.id);
    writes.push({
      document,
      passages: yield* indexedPassages(id),
      symbols: yield* documentSymbols(id),
      session: row === undefined ? null : { ...sessionOf(row.body), ...(turns === null ? {} : { turns }) },
      belief: yield* beliefOfDocument(id),
    });
  }
  return writes;
}

export function* exportCommits(repositoryId: RepositoryId, ids: readonly DocumentId[]): Read<CommitWrite[]> {
  const writes: CommitWrite[] = [];
  for (const id of ids) {
    const document: SourceDocument | null = yield* readDocument(id);
    const commit: Commit | null = document === null ? null : yield* readCommit(repositoryId, document.path);
    if (document !== null && commit !== null) writes.push({ document, commit, passages: yield* indexedPassages(id) });
  }
  return writes;
}

/** Links of all sessions of a repository, as they were written. */
export function* sessionLinks(repositoryId: RepositoryId): Read<SessionLinkWrite[]> {
  type Link = SessionLinkWrite["links"][number];
  type Row = Pick<Link, "hash" | "grade" | "evidence"> & { readonly session_id: SessionId; readonly proofs: string };
  const [rows = []] = yield* together<Row>([
    {
      sql: `SELECT session_id, hash, grade, evidence, proofs FROM session_commit
        WHERE session_id IN (SELECT id FROM session WHERE repository = ?) ORDER BY session_id, hash`,
      args: [repositoryKey(repositoryId)],
    },
  ]);
  const bySession = Map.groupBy(rows, (row) => row.session_id);
  return [...bySession].map(([sessionId, links]) => ({
    sessionId,
    links: links.map(({ hash, grade, evidence, proofs }) => ({ hash, grade, evidence, proofs: JSON.parse(proofs) as Link["proofs"] })),
  }));
}
