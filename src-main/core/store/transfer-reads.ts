import type { DocumentId, RepositoryId, SessionFormat, SourceDocument } from "../../../src-shared/domain/index.ts";
import type { Awaitable, CommitWrite, DocumentWrite, SessionLinkWrite } from "./knowledge-store.ts";

/** A document in short, for comparing two stores. */
export interface DocumentDigest {
  readonly id: DocumentId;
  readonly repositoryId: RepositoryId;
  readonly kind: SourceDocument["kind"];
  readonly path: string;
  /** Of a session's file. */
  readonly format: SessionFormat | null;
  readonly state: SourceDocument["state"];
  /** Of the source file. */
  readonly bytes: number;
  /** The same in two stores when the document, its passages and their order are. */
  readonly digest: string;
}

/** Rows of one table that belong to some documents, and a sum over what they hold: the same in a faithful copy. */
export interface ContentSum {
  readonly table: string;
  readonly rows: number;
  readonly sum: number;
}

/** Which documents were written or removed since. */
export interface DocumentChanges {
  /** Where the library stands now: what is asked with it later tells what came after. Says nothing in another library. */
  readonly mark: string;
  /** Each once, in no order, removed ones too. Null when that is not known, or they are too many: another library, or too long ago. */
  readonly ids: readonly DocumentId[] | null;
}

/** Reads for copying a library into another store. Part of `KnowledgeReader`. */
export interface TransferReads {
  /** Of all documents, files and commits, in id order after `after`. */
  documentDigests(after: DocumentId, limit: number): Awaitable<readonly DocumentDigest[]>;
  /** In no order; ids that are not held are left out. */
  digestsOf(ids: readonly DocumentId[]): Awaitable<readonly DocumentDigest[]>;
  /** @param since a mark that this returned before; null asks for the present one only. */
  documentChanges(since: string | null, most: number): Awaitable<DocumentChanges>;
  /** Of every table that holds a part of documents, for these documents together. */
  contentSums(ids: readonly DocumentId[]): Awaitable<readonly ContentSum[]>;
  /** Files as they were written, for another store. In the order asked; those that are gone are left out. */
  exportDocuments(ids: readonly DocumentId[]): Awaitable<readonly DocumentWrite[]>;
  exportCommits(repositoryId: RepositoryId, ids: readonly DocumentId[]): Awaitable<readonly CommitWrite[]>;
  /** Of all sessions of a repository that have links. */
  sessionLinks(repositoryId: RepositoryId): Awaitable<readonly SessionLinkWrite[]>;
}
