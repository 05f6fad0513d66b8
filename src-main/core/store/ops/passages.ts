import type { DocumentId, PassageId, SourceDocument, TurnRole } from "../../../../src-shared/domain/index.ts";
import type { PassageRecord, PassageTokens } from "../knowledge-store.ts";
import { unpackTokens } from "../sql/token-codec.ts";
import type { VectorDialect } from "../sql/vector-dialect.ts";
import { all, get, type Read } from "./operation.ts";
import { vectorTable } from "./vectors.ts";

interface PassageRow {
  readonly id: number;
  readonly document_id: number;
  readonly type: PassageRecord["type"];
  readonly symbol_kind: PassageRecord["symbolKind"];
  readonly role: TurnRole | null;
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

const COLUMNS = `p.id, p.document_id, p.type, p.symbol_kind, p.role, c.title, c.breadcrumb, c.text, p.start_line, p.end_line, p.date,
    r.id AS repository_id, d.path, d.kind, d.title AS document_title, d.language, d.session_id, d.date AS document_date`;
const JOINS = "JOIN passage_content c ON c.id = p.id JOIN document d ON d.id = p.document_id JOIN repository r ON r.key = p.repository";
/** CROSS JOIN keeps the order of the tables: the list leads. */
const READ_LISTED = `SELECT ${COLUMNS} FROM json_each(?) j CROSS JOIN passage p ON p.id = j.value ${JOINS} ORDER BY j.key`;
const READ_DOCUMENT = `SELECT ${COLUMNS} FROM passage p ${JOINS} WHERE p.document_id = ? ORDER BY p.position`;

function toPassage(row: PassageRow): PassageRecord {
  return {
    id: row.id,
    documentId: row.document_id,
    type: row.type,
    symbolKind: row.symbol_kind,
    ...(row.role === null ? {} : { role: row.role }),
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

export function* readPassages(ids: readonly PassageId[]): Read<PassageRecord[]> {
  return (yield* all<PassageRow>(READ_LISTED, [JSON.stringify(ids)])).map(toPassage);
}

export function* documentPassages(id: DocumentId): Read<PassageRecord[]> {
  return (yield* all<PassageRow>(READ_DOCUMENT, [id])).map(toPassage);
}

/** Of each place its document's first passage that holds the line, in the order asked; places without one are left out. */
export function* passagesAt(places: readonly { readonly documentId: DocumentId; readonly line: number }[]): Read<PassageId[]> {
  const [documents, lines] = [places.map(({ documentId }) => documentId), places.map(({ line }) => line)];
  const sql = `SELECT (SELECT p.id FROM passage p WHERE p.document_id = j.value AND p.start_line <= l.value AND p.end_line >= l.value
      ORDER BY p.position LIMIT 1) AS id
    FROM json_each(?) j JOIN json_each(?) l ON l.key = j.key ORDER BY j.key`;
  const rows = yield* all<{ readonly id: PassageId | null }>(sql, [JSON.stringify(documents), JSON.stringify(lines)]);
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

interface TokenRow {
  readonly id: number;
  readonly tokens: Uint8Array;
}
type Tokens = { readonly id: PassageId; readonly tokens: PassageTokens };
const unpacked = ({ id, tokens }: TokenRow): Tokens => ({ id, tokens: unpackTokens(tokens) });

export function* readTokens(ids: readonly PassageId[]): Read<(Tokens & { readonly documentId: DocumentId })[]> {
  const sql = `SELECT c.id, p.document_id AS document, c.tokens FROM json_each(?) j
    CROSS JOIN passage_content c ON c.id = j.value CROSS JOIN passage p ON p.id = c.id ORDER BY j.key`;
  const rows = yield* all<TokenRow & { readonly document: DocumentId }>(sql, [JSON.stringify(ids)]);
  return rows.map((row) => ({ ...unpacked(row), documentId: row.document }));
}

export function* passageTokens(after: PassageId, limit: number): Read<(Tokens & { readonly digest: number })[]> {
  const sql = `SELECT c.id, c.tokens, p.digest FROM passage_content c CROSS JOIN passage p ON p.id = c.id WHERE c.id > ? ORDER BY c.id LIMIT ?`;
  const rows = yield* all<TokenRow & { readonly digest: number }>(sql, [after, limit]);
  return rows.map((row) => ({ ...unpacked(row), digest: row.digest }));
}

export function* passagesMissing(
  dialect: VectorDialect,
  space: string,
  after: PassageId,
  limit: number,
): Read<{ readonly id: PassageId; readonly digest: number }[]> {
  const ids = dialect.ids(yield* vectorTable(space));
  const sql = `SELECT p.id, p.digest FROM passage p WHERE p.id > ? AND NOT EXISTS (SELECT 1 FROM ${ids} v WHERE v.rowid = p.id) ORDER BY p.id LIMIT ?`;
  return [...(yield* all<{ readonly id: PassageId; readonly digest: number }>(sql, [after, limit]))];
}

export function* passagesWithoutVector(dialect: VectorDialect, space: string, after: PassageId, limit: number): Read<Tokens[]> {
  const ids = dialect.ids(yield* vectorTable(space));
  // The small rows of passages are gone through, not the large ones of their content: most passages have a vector.
  const missing = `SELECT p.id FROM passage p WHERE p.id > ? AND NOT EXISTS (SELECT 1 FROM ${ids} v WHERE v.rowid = p.id) ORDER BY p.id LIMIT ?`;
  const sql = `SELECT c.id, c.tokens FROM (${missing}) m CROSS JOIN passage_content c ON c.id = m.id ORDER BY c.id`;
  return (yield* all<TokenRow>(sql, [after, limit])).map(unpacked);
}

export function* passageCount(): Read<number> {
  return (yield* get<{ n: number }>("SELECT count(*) AS n FROM passage"))?.n ?? 0;
}
