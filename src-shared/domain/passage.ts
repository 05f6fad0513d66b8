import type { DocumentKind, ResultType, SymbolKind } from "./kinds.ts";
import type { TurnRole } from "./transcript.ts";
import type { DocumentId, Instant, LineRange, PassageId, RepositoryId, SessionId } from "./ids.ts";

/**
 * The unit of search: one observation, one section of a document, one definition with its doc comment, one commit.
 * `id` is a hash of (repository, path, type, position key), so re-indexing an unchanged place keeps the id.
 */
export interface Passage {
  readonly id: PassageId;
  readonly documentId: DocumentId;
  readonly type: ResultType;
  /** For code: the definition's kind. */
  readonly symbolKind: SymbolKind | null;
  /** Short heading of its own: a symbol's name, a heading, an observation's bold title, a commit's subject. */
  readonly title: string;
  /** Where it stands, outermost first: headings above it, enclosing symbols, the session's title. */
  readonly breadcrumb: readonly string[];
  /** Original text, at most a few kilobytes. */
  readonly text: string;
  readonly lines: LineRange | null;
  /** When it was written, as far as known. */
  readonly date: Instant | null;
  /** In a transcript: who speaks. */
  readonly role?: TurnRole;
}

/** What a source reader yields before identities are given: the position key is unique within its document and type. */
export interface PassageDraft {
  /** Stable under edits elsewhere in the file: heading path, qualified symbol name, `entry/block/n`, … */
  readonly positionKey: string;
  readonly type: ResultType;
  readonly symbolKind: SymbolKind | null;
  readonly title: string;
  readonly breadcrumb: readonly string[];
  readonly text: string;
  readonly lines: LineRange | null;
  readonly date: Instant | null;
  readonly role?: TurnRole;
}

/** A definition in code. */
export interface CodeSymbol {
  readonly name: string;
  /** Name with its enclosing definitions, joined as the language does (`DatabaseBackend::open`, `Store.open`). */
  readonly qualifiedName: string;
  readonly kind: SymbolKind;
  /** First line of the declaration without its body, white space folded. */
  readonly signature: string;
  /** The doc comment, comment marks removed. */
  readonly doc: string;
  readonly lines: LineRange;
}

export type DocumentState = "indexed" | "skipped" | "failed";

/** A source file, or a commit: what results are grouped by. */
export interface SourceDocument {
  readonly id: DocumentId;
  readonly repositoryId: RepositoryId;
  readonly kind: DocumentKind;
  /** Path in the repository with `/`, or the full commit hash. */
  readonly path: string;
  readonly title: string;
  /** Language id (`rust`, `typescript`, `markdown`, …) or null where it is not known. */
  readonly language: string | null;
  /** Hex SHA-256 of the bytes (for a commit its hash). */
  readonly contentHash: string;
  readonly bytes: number;
  readonly sessionId: SessionId | null;
  readonly date: Instant | null;
  readonly state: DocumentState;
  /** Why it was skipped or failed, for a person; empty when indexed. */
  readonly reason: string;
}
