import type { DocumentId, PassageId, SourceDocument } from "../../../../src-shared/domain/index.ts";
import type { PassageRecord, PassageTokens } from "../knowledge-store.ts";
import { unpackTokens } from "../sql/token-codec.ts";
import type { Connection } from "./connection.ts";

interface PassageRow {
  readonly id: number;
  readonly document_id: number;
  readonly type: PassageRecord["type"];
  readonly symbol_kind: PassageRecord["symbolKind"];
  readonly title: string;
  readonly breadcrumb: string;
  readonly text: string;
  readonly start_line: number | null;
  readonly end_line: number | null;
  readonly date: string | null;
  readonly repository_id: string;
  readonly path: string;
  readonly kind: SourceDocument["kind"];
  readonly document_title: string;
  readonly language: string | null;
  readonly session_id: string | null;
  readonly document_date: string | null;
}

const SELECT = `SELECT p.id, p.document_id, p.type, p.symbol_kind, c.title, c.breadcrumb, c.text, p.start_line, p.end_line, p.date,
    r.id AS repository_id, d.path, d.kind, d.title AS document_title, d.language, d.session_id, d.date AS document_date
  FROM passage p JOIN passage_content c ON c.id = p.id JOIN document d ON d.id = p.document_id JOIN repository r ON r.key = p.repository`;

function toPassage(row: PassageRow): PassageRecord {
  return {
    id: row.id,
    documentId: row.document_id,
    type: row.type,
    symbolKind: row.symbol_kind,
    title: row.title,
    breadcrumb: JSON.parse(row.breadcrumb) as string[],
    text: row.text,
    lines: row.start_line === null || row.end_line === null ? null : { start: row.start_line, end: row.end_line },
    date: row.date,
    repositoryId: row.repository_id,
    path: row.path,
    documentKind: row.kind,
    documentTitle: row.document_title,
    language: row.language,
    sessionId: row.session_id,
    documentDate: row.document_date,
  };
}

export function readPassages(connection: Connection, ids: readonly PassageId[]): PassageRecord[] {
  const statement = connection.sql<PassageRow>(`${SELECT} WHERE p.id = ?`);
  return ids.flatMap((id) => {
    const row = statement.get(id);
    return row === undefined ? [] : [toPassage(row)];
  });
}

export function documentPassages(connection: Connection, id: DocumentId): PassageRecord[] {
  return connection.sql<PassageRow>(`${SELECT} WHERE p.document_id = ? ORDER BY p.position`).all(id).map(toPassage);
}

interface TokenRow {
  readonly id: number;
  readonly tokens: Buffer;
}
type Tokens = { readonly id: PassageId; readonly tokens: PassageTokens };
const unpacked = ({ id, tokens }: TokenRow): Tokens => ({ id, tokens: unpackTokens(tokens) });

export function readTokens(connection: Connection, ids: readonly PassageId[]): Tokens[] {
  const statement = connection.sql<TokenRow>("SELECT id, tokens FROM passage_content WHERE id = ?");
  return ids.flatMap((id) => {
    const row = statement.get(id);
    return row === undefined ? [] : [unpacked(row)];
  });
}

export function passageTokens(connection: Connection, after: PassageId, limit: number): Tokens[] {
  return connection
    .sql<TokenRow>("SELECT id, tokens FROM passage_content WHERE id > ? ORDER BY id LIMIT ?")
    .all(after, limit)
    .map(unpacked);
}

/** `table` is a space's vector table. */
export function passagesWithoutVector(connection: Connection, table: string, after: PassageId, limit: number): Tokens[] {
  const sql = `SELECT c.id, c.tokens FROM passage_content c WHERE c.id > ? AND c.id NOT IN (SELECT id FROM ${table}) ORDER BY c.id LIMIT ?`;
  return connection.sql<TokenRow>(sql).all(after, limit).map(unpacked);
}
