import type { SourceDocument } from "../../../../src-shared/domain/index.ts";
import type { DocumentWrite, IndexedPassage } from "../knowledge-store.ts";
import { repositoryKey } from "../sql/keys.ts";
import { packTokens } from "../sql/token-codec.ts";
import { change, type Change } from "./write.ts";

/** Rows of documents and passages, as statements. */

export function documentRow(document: SourceDocument, passages: number, symbols: number): Change {
  return change(
    `INSERT OR REPLACE INTO document (id, repository, kind, path, path_key, title, title_key, language, content_hash, bytes, session_id, date, state, reason, passages, symbols)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    document.id,
    repositoryKey(document.repositoryId),
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

/** The document's own full-text row: all its passages' tokens together. */
export function documentTokens(document: SourceDocument, passages: readonly IndexedPassage[]): Change[] {
  const [first] = passages;
  if (first === undefined) return [];
  const text = passages.map(({ tokens }) => `${tokens.title} ${tokens.text}`).join(" ");
  return [
    change(
      "INSERT INTO document_fts (rowid, title, path, text) VALUES (?, ?, ?, ?)",
      document.id,
      first.tokens.title,
      first.tokens.path,
      text,
    ),
  ];
}

export function passageRows(passage: IndexedPassage, document: SourceDocument, position: number, digest: number): Change[] {
  const { tokens } = passage;
  return [
    {
      sql: `INSERT INTO passage (id, document_id, repository, type, symbol_kind, position, start_line, end_line, date, digest, role)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [
        passage.id,
        passage.documentId,
        repositoryKey(document.repositoryId),
        passage.type,
        passage.symbolKind,
        position,
        passage.lines?.start ?? null,
        passage.lines?.end ?? null,
        passage.date,
        digest,
        passage.role ?? null,
      ],
      conflict: {
        message: `Two passages have the same identity by chance, one of them in ${document.path}.`,
        details: { passageId: passage.id, path: document.path },
      },
    },
    change(
      "INSERT INTO passage_content (id, title, breadcrumb, text, tokens) VALUES (?, ?, ?, ?, ?)",
      passage.id,
      passage.title,
      JSON.stringify(passage.breadcrumb),
      passage.text,
      packTokens(tokens),
    ),
    change(
      "INSERT INTO passage_fts (rowid, title, symbol, path, text) VALUES (?, ?, ?, ?, ?)",
      passage.id,
      tokens.title,
      tokens.symbol,
      tokens.path,
      tokens.text,
    ),
  ];
}

/** A passage whose content is the same keeps its rows, and so its vectors; only its place may have moved. */
export function passagePlace(passage: IndexedPassage, position: number): Change {
  return change(
    "UPDATE passage SET position = ?, start_line = ?, end_line = ?, date = ? WHERE id = ?",
    position,
    passage.lines?.start ?? null,
    passage.lines?.end ?? null,
    passage.date,
    passage.id,
  );
}

export function symbolRows({ document, symbols }: DocumentWrite): Change[] {
  return symbols.map((symbol, position) =>
    change(
      `INSERT INTO symbol (document_id, position, name, name_key, qualified_name, kind, signature, doc, start_line, end_line)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    ),
  );
}

export function beliefRows({ document, belief }: DocumentWrite): Change[] {
  if (belief === null) return [];
  return [
    change(
      `INSERT INTO belief (document_id, repository, id, statement, status, confidence, evidence, supports, attacks, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    ),
  ];
}
