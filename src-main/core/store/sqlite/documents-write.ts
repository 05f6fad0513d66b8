import type { DocumentId, SourceDocument } from "../../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { DocumentWrite, IndexedPassage } from "../knowledge-store.ts";
import { hash52, repositoryKey } from "../sql/keys.ts";
import { packTokens } from "../sql/token-codec.ts";
import type { Connection } from "./connection.ts";
import { removeSession, writeSession } from "./sessions-write.ts";
import { forgetVectors } from "./vectors.ts";

/** Replaces one document with all that belongs to it. Must run inside a transaction. */
export function replaceDocument(connection: Connection, write: DocumentWrite): void {
  writeDocumentRow(connection, write.document, write.passages.length, write.symbols.length);
  writePassages(connection, write.document, write.passages);
  writeSymbols(connection, write);
  writeBelief(connection, write);
  removeSession(connection, write.document.id);
  if (write.session !== null) writeSession(connection, write.document, write.session);
}

export function writeDocumentRow(connection: Connection, document: SourceDocument, passages: number, symbols: number): void {
  const key = repositoryKey(document.repositoryId);
  const held = connection.sql<{ repository: number; path: string }>("SELECT repository, path FROM document WHERE id = ?").get(document.id);
  if (held !== undefined && (held.repository !== key || held.path !== document.path)) {
    throw new VerdigrisError("conflict", `${document.path} and ${held.path} have the same identity by chance. Rename one of them.`, {
      path: document.path,
    });
  }
  connection
    .sql(
      `INSERT OR REPLACE INTO document (id, repository, kind, path, path_key, title, title_key, language, content_hash, bytes, session_id, date, state, reason, passages, symbols)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      document.id,
      key,
      document.kind,
      document.path,
      document.path.toLowerCase(),
      document.title,
      document.title.toLowerCase(),
      document.language,
      document.contentHash,
      document.bytes,
      document.sessionId,
      document.date,
      document.state,
      document.reason,
      passages,
      symbols,
    );
}

/** Writes passages and both full-text rows. A passage whose content is the same keeps its rows, and so its vectors. */
export function writePassages(connection: Connection, document: SourceDocument, passages: readonly IndexedPassage[]): void {
  const held = new Map(
    connection
      .sql<{ id: number; digest: number }>("SELECT id, digest FROM passage WHERE document_id = ?")
      .all(document.id)
      .map((row) => [row.id, row.digest]),
  );
  const kept = new Set<number>();
  const repository = repositoryKey(document.repositoryId);
  passages.forEach((passage, position) => {
    const digest = digestOf(passage);
    kept.add(passage.id);
    if (held.get(passage.id) === digest) {
      connection
        .sql("UPDATE passage SET position = ?, start_line = ?, end_line = ?, date = ? WHERE id = ?")
        .run(position, passage.lines?.start ?? null, passage.lines?.end ?? null, passage.date, passage.id);
      return;
    }
    if (held.has(passage.id)) removePassage(connection, passage.id);
    insertPassage(connection, passage, repository, position, digest);
  });
  for (const id of held.keys()) if (!kept.has(id)) removePassage(connection, id);
  connection.sql("DELETE FROM document_fts WHERE rowid = ?").run(document.id);
  if (passages.length === 0) return;
  const text = passages.map(({ tokens }) => `${tokens.title} ${tokens.text}`).join(" ");
  connection
    .sql("INSERT INTO document_fts (rowid, title, path, text) VALUES (?, ?, ?, ?)")
    .run(document.id, passages[0]?.tokens.title ?? "", passages[0]?.tokens.path ?? "", text);
}

function insertPassage(connection: Connection, passage: IndexedPassage, repository: number, position: number, digest: number): void {
  const { tokens } = passage;
  try {
    connection
      .sql(
        `INSERT INTO passage (id, document_id, repository, type, symbol_kind, position, start_line, end_line, date, digest)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        passage.id,
        passage.documentId,
        repository,
        passage.type,
        passage.symbolKind,
        position,
        passage.lines?.start ?? null,
        passage.lines?.end ?? null,
        passage.date,
        digest,
      );
  } catch (cause) {
    if ((cause as { code?: string }).code !== "SQLITE_CONSTRAINT_PRIMARYKEY") throw cause;
    throw new VerdigrisError(
      "conflict",
      `Two passages have the same identity by chance, one of them in ${passage.title}.`,
      { passageId: passage.id },
      { cause },
    );
  }
  connection
    .sql("INSERT INTO passage_content (id, title, breadcrumb, text, tokens) VALUES (?, ?, ?, ?, ?)")
    .run(passage.id, passage.title, JSON.stringify(passage.breadcrumb), passage.text, packTokens(tokens));
  connection
    .sql("INSERT INTO passage_fts (rowid, title, symbol, path, text) VALUES (?, ?, ?, ?, ?)")
    .run(passage.id, tokens.title, tokens.symbol, tokens.path, tokens.text);
}

function digestOf(passage: IndexedPassage): number {
  const { title, symbol, path, text } = passage.tokens;
  return hash52(
    passage.type,
    passage.symbolKind ?? "",
    passage.title,
    passage.breadcrumb.join("\n"),
    passage.text,
    title,
    symbol,
    path,
    text,
  );
}

function removePassage(connection: Connection, id: number): void {
  connection.sql("DELETE FROM passage WHERE id = ?").run(id);
  connection.sql("DELETE FROM passage_content WHERE id = ?").run(id);
  connection.sql("DELETE FROM passage_fts WHERE rowid = ?").run(id);
  forgetVectors(connection, [id]);
}

function writeSymbols(connection: Connection, { document, symbols }: DocumentWrite): void {
  connection.sql("DELETE FROM symbol WHERE document_id = ?").run(document.id);
  symbols.forEach((symbol, position) => {
    connection
      .sql(
        `INSERT INTO symbol (document_id, position, name, name_key, qualified_name, kind, signature, doc, start_line, end_line)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        document.id,
        position,
        symbol.name,
        symbol.name.toLowerCase(),
        symbol.qualifiedName,
        symbol.kind,
        symbol.signature,
        symbol.doc,
        symbol.lines.start,
        symbol.lines.end,
      );
  });
}

function writeBelief(connection: Connection, { document, belief }: DocumentWrite): void {
  connection.sql("DELETE FROM belief WHERE document_id = ?").run(document.id);
  if (belief === null) return;
  connection
    .sql(
      `INSERT INTO belief (document_id, repository, id, statement, status, confidence, evidence, supports, attacks, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      document.id,
      repositoryKey(document.repositoryId),
      belief.id,
      belief.statement,
      belief.status,
      belief.confidence,
      belief.evidence.length,
      belief.supports.length,
      belief.attacks.length,
      JSON.stringify(belief),
    );
}

/** Removes documents with everything that belongs to them. Must run inside a transaction. */
export function removeDocument(connection: Connection, id: DocumentId): void {
  for (const row of connection.sql<{ id: number }>("SELECT id FROM passage WHERE document_id = ?").all(id))
    removePassage(connection, row.id);
  removeSession(connection, id);
  connection.sql("DELETE FROM commit_file WHERE commit_id = ?").run(id);
  connection.sql("DELETE FROM git_commit WHERE id = ?").run(id);
  connection.sql("DELETE FROM symbol WHERE document_id = ?").run(id);
  connection.sql("DELETE FROM belief WHERE document_id = ?").run(id);
  connection.sql("DELETE FROM document_fts WHERE rowid = ?").run(id);
  connection.sql("DELETE FROM document WHERE id = ?").run(id);
}
