import type { CodeSymbol, DocumentId, RepositoryCounts, Repository, SourceDocument } from "../../../../src-shared/domain/index.ts";
import type { DocumentKey, DocumentPlace, KnowledgeReader, SymbolRecord } from "../knowledge-store.ts";
import { prefixEnd, repositoryKey } from "../sql/keys.ts";
import { all, get, type Read } from "./operation.ts";
import type { VectorDialect } from "../sql/vector-dialect.ts";
import { countVectors } from "./vectors.ts";

export function* listRepositories(): Read<Repository[]> {
  return (yield* all<Record<string, string | null>>("SELECT * FROM repository ORDER BY name COLLATE NOCASE, id")).map((row) => ({
    id: row["id"] ?? "",
    name: row["name"] ?? "",
    identity: row["identity"] as Repository["identity"],
    remoteUrl: row["remote_url"] ?? null,
    head: { branch: row["head_branch"] ?? null, commit: row["head_commit"] ?? null },
    indexedAt: row["indexed_at"] ?? null,
  }));
}

export function* counts(dialect: VectorDialect, repositoryId: string): Read<RepositoryCounts> {
  const key = repositoryKey(repositoryId);
  const documents = { code: 0, doc: 0, session: 0, belief: 0, commit: 0 };
  let [passages, symbols, quarantined, bytes] = [0, 0, 0, 0];
  const rows = yield* all<{
    state: SourceDocument["state"];
    kind: SourceDocument["kind"];
    n: number;
    bytes: number;
    passages: number;
    symbols: number;
  }>(
    `SELECT state, kind, count(*) AS n, sum(bytes) AS bytes, sum(passages) AS passages, sum(symbols) AS symbols
       FROM document WHERE repository = ? GROUP BY state, kind`,
    [key],
  );
  for (const row of rows) {
    if (row.state !== "indexed") {
      quarantined += row.n;
      continue;
    }
    documents[row.kind] += row.n;
    passages += row.passages;
    symbols += row.symbols;
    bytes += row.bytes;
  }
  return { documents, passages, symbols, vectors: yield* countVectors(dialect, key), quarantined, bytes };
}

interface DocumentRow {
  readonly id: number;
  readonly repository_id: string;
  readonly kind: SourceDocument["kind"];
  readonly path: string;
  readonly title: string;
  readonly language: string | null;
  readonly content_hash: string;
  readonly bytes: number;
  readonly session_id: string | null;
  readonly date: string | null;
  readonly state: SourceDocument["state"];
  readonly reason: string;
}

const SELECT = `SELECT d.id, r.id AS repository_id, d.kind, d.path, d.title, d.language, d.content_hash, d.bytes, d.session_id, d.date, d.state, d.reason
  FROM document d JOIN repository r ON r.key = d.repository`;

function toDocument(row: DocumentRow): SourceDocument {
  const { repository_id: repositoryId, content_hash: contentHash, session_id: sessionId, ...rest } = row;
  return { ...rest, repositoryId, contentHash, sessionId };
}

export function* readDocument(id: DocumentId): Read<SourceDocument | null> {
  const row = yield* get<DocumentRow>(`${SELECT} WHERE d.id = ?`, [id]);
  return row === undefined ? null : toDocument(row);
}

export function* documentPlaces(ids: readonly DocumentId[]): Read<readonly DocumentPlace[]> {
  const sql = "SELECT d.id, d.path, d.kind FROM json_each(?) j CROSS JOIN document d ON d.id = j.value";
  return yield* all<DocumentPlace>(sql, [JSON.stringify(ids)]);
}

export function* findDocument(repositoryId: string, path: string): Read<SourceDocument | null> {
  const row = yield* get<DocumentRow>(`${SELECT} WHERE d.repository = ? AND d.path = ?`, [repositoryKey(repositoryId), path]);
  return row === undefined ? null : toDocument(row);
}

/** File names that start with the text first, then names, then paths and titles that hold it; shorter ones first. */
export function* findDocuments(text: string, limit: number): Read<SourceDocument[]> {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0)
    return (yield* all<DocumentRow>(`${SELECT} WHERE d.state = 'indexed' AND d.kind <> 'commit' ORDER BY d.date DESC LIMIT ?`, [
      limit,
    ])).map(toDocument);
  const holds = words.map(() => "(instr(d.path_key, ?) > 0 OR instr(d.title_key, ?) > 0)").join(" AND ");
  const first = words[0] ?? "";
  const sql = `${SELECT} WHERE d.state = 'indexed' AND ${holds}
    ORDER BY d.kind = 'commit', d.path_key = ? DESC, d.path_key LIKE '%/' || ? || '%' DESC, instr(d.title_key, ?) = 1 DESC, length(d.path_key), d.date DESC LIMIT ?`;
  return (yield* all<DocumentRow>(sql, [...words.flatMap((word) => [word, word]), first, first.replace(/[%_]/g, ""), first, limit])).map(
    toDocument,
  );
}

export function* quarantine(repositoryId: string): Read<SourceDocument[]> {
  return (yield* all<DocumentRow>(`${SELECT} WHERE d.repository = ? AND d.state <> 'indexed' ORDER BY d.path`, [
    repositoryKey(repositoryId),
  ])).map(toDocument);
}

export function* documentKeys(repositoryId: string): Read<DocumentKey[]> {
  return (yield* all<{ id: number; path: string; content_hash: string; state: SourceDocument["state"] }>(
    "SELECT id, path, content_hash, state FROM document WHERE repository = ? AND kind <> 'commit'",
    [repositoryKey(repositoryId)],
  )).map(({ id, path, content_hash: contentHash, state }) => ({ id, path, contentHash, state }));
}

interface SymbolRow {
  readonly name: string;
  readonly qualified_name: string;
  readonly kind: CodeSymbol["kind"];
  readonly signature: string;
  readonly doc: string;
  readonly start_line: number;
  readonly end_line: number;
}

function toSymbol(row: SymbolRow): CodeSymbol {
  return {
    name: row.name,
    qualifiedName: row.qualified_name,
    kind: row.kind,
    signature: row.signature,
    doc: row.doc,
    lines: { start: row.start_line, end: row.end_line },
  };
}

export function* documentSymbols(id: DocumentId): Read<CodeSymbol[]> {
  return (yield* all<SymbolRow>("SELECT * FROM symbol WHERE document_id = ? ORDER BY position", [id])).map(toSymbol);
}

/** Exact names, then names that start with the text, then names that hold it. */
export function* findSymbols(text: string, limit: number): Read<SymbolRecord[]> {
  type Row = SymbolRow & {
    readonly document_id: number;
    readonly repository_id: string;
    readonly path: string;
    readonly language: string | null;
  };
  // `Type::method`, `Type.method`: the last part is the name, the whole is compared with the qualified name.
  const name = (text.split(/::|[.#\\]/).at(-1) ?? text).toLowerCase();
  if (name === "") return [];
  const select = `SELECT s.*, r.id AS repository_id, d.path, d.language FROM symbol s JOIN document d ON d.id = s.document_id JOIN repository r ON r.key = d.repository`;
  const order = "ORDER BY s.name_key = ? DESC, length(s.name_key), s.name_key, d.path LIMIT ?";
  const found = [...(yield* all<Row>(`${select} WHERE s.name_key >= ? AND s.name_key < ? ${order}`, [name, prefixEnd(name), name, limit]))];
  if (found.length < limit) {
    // The index of names alone is gone through, not the rows with their signatures and comments.
    const holding = "SELECT document_id AS i, position AS p FROM symbol WHERE instr(name_key, ?) > 1";
    const rows = select.replace("FROM symbol s", `FROM (${holding}) k CROSS JOIN symbol s ON s.document_id = k.i AND s.position = k.p`);
    const infix = yield* all<Row>(`${rows} ${order}`, [name, name, limit - found.length]);
    found.push(...infix);
  }
  const whole = text.toLowerCase();
  const records = found.map((row) => ({
    ...toSymbol(row),
    repositoryId: row.repository_id,
    documentId: row.document_id,
    path: row.path,
    language: row.language,
  }));
  return whole === name ? records : records.filter((symbol) => symbol.qualifiedName.toLowerCase().includes(whole));
}

const FIELD_SQL: Readonly<Record<Parameters<KnowledgeReader["fieldValues"]>[0], string>> = {
  repo: "SELECT r.name AS value, count(*) AS n FROM document d JOIN repository r ON r.key = d.repository GROUP BY r.key",
  lang: "SELECT language AS value, count(*) AS n FROM document WHERE language IS NOT NULL GROUP BY language",
  path: "SELECT path AS value, 1 AS n FROM document WHERE kind <> 'commit' AND state = 'indexed'",
  kind: "SELECT symbol_kind AS value, count(*) AS n FROM passage WHERE symbol_kind IS NOT NULL GROUP BY symbol_kind",
  agent: "SELECT agent_key AS value, count(*) AS n FROM session WHERE agent_key IS NOT NULL GROUP BY agent_key",
  branch: "SELECT branch AS value, count(*) AS n FROM session WHERE branch IS NOT NULL GROUP BY branch",
  author: "SELECT author_name AS value, count(*) AS n FROM git_commit GROUP BY author_name",
  tag: "SELECT t.value AS value, count(*) AS n FROM git_commit c, json_each(c.tags) t GROUP BY t.value",
  session: "SELECT own_id AS value, 1 AS n FROM session",
};

/** Fields that narrow by a part of the value: what holds the text is offered too, after what begins with it. */
const ANYWHERE: ReadonlySet<string> = new Set(["path", "author", "tag"]);

export function* fieldValues(field: keyof typeof FIELD_SQL, prefix: string, limit: number): Read<string[]> {
  const holds = `instr(lower(value), ?) ${ANYWHERE.has(field) ? "> 0" : "= 1"}`;
  const sql = `SELECT value FROM (${FIELD_SQL[field]}) WHERE ${holds} OR ? = '' ORDER BY instr(lower(value), ?) = 1 DESC, n DESC, value LIMIT ?`;
  const typed = prefix.toLowerCase();
  return (yield* all<{ value: string }>(sql, [typed, typed, typed, limit])).map((row) => row.value);
}

/** Of files and commits. */
export function* documentIds(repositoryId: string): Read<number[]> {
  const rows = yield* all<{ id: number }>("SELECT id FROM document WHERE repository = ?", [repositoryKey(repositoryId)]);
  return rows.map(({ id }) => id);
}
