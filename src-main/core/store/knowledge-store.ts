import type { Insights } from "../../../src-shared/contract/insights.ts";
import type {
  Belief,
  BeliefSummary,
  Commit,
  CommitHash,
  CommitLink,
  CommitSummary,
  CodeSymbol,
  DocumentId,
  Instant,
  Passage,
  PassageId,
  Repository,
  RepositoryCounts,
  RepositoryId,
  ResultType,
  Session,
  SessionId,
  SessionSummary,
  SourceDocument,
  Star,
} from "../../../src-shared/domain/index.ts";
import type { LexicalExpression, PassageTokens, SearchFilter } from "./search-filter.ts";
import type { LedgerReads } from "./ledger-reads.ts";
import type { Packed } from "./packed.ts";
import type { SessionReads } from "./session-reads.ts";
import type { StarReads } from "./star-reads.ts";
import type { TransferReads } from "./transfer-reads.ts";
import type { EmbeddingSpace, VectorReads, VectorRow } from "./vector-reads.ts";

export type {
  FieldFilter,
  FilterCondition,
  LexicalExpression,
  PassageTokens,
  SearchFilter,
  SessionPart,
  DocumentMark,
  TokenColumn,
} from "./search-filter.ts";
export { isFilter } from "./search-filter.ts";

/** A method may answer at once (SQLite) or later (libSQL): callers always await. */
export type Awaitable<T> = T | Promise<T>;

export interface IndexedPassage extends Passage {
  readonly tokens: PassageTokens;
  /** Of what it holds (passage-digest.ts). Where it is left out, the store works it out. */
  readonly digest?: number;
}

/** A source file as it is to be from now on: replaces whatever the store held of the same document, in one transaction. */
export interface DocumentWrite {
  readonly document: SourceDocument;
  readonly passages: readonly IndexedPassage[];
  readonly symbols: readonly CodeSymbol[];
  readonly session: Session | null;
  readonly belief: Belief | null;
}

/** A commit with its one or more passages. Its document's path is the hash. */
export interface CommitWrite {
  readonly commit: Commit;
  readonly document: SourceDocument;
  readonly passages: readonly IndexedPassage[];
}

export interface SessionLinkWrite {
  readonly sessionId: SessionId;
  readonly links: readonly CommitLink[];
}

/** What the differ needs to know of a stored document. */
export interface DocumentKey {
  readonly id: DocumentId;
  readonly path: string;
  readonly contentHash: string;
  readonly state: SourceDocument["state"];
}

export interface LexicalQuery {
  /** `passage` searches passages; `document` the whole documents' token streams. */
  readonly level: "passage" | "document";
  readonly expression: LexicalExpression;
  /** Only what matches this too is scored: of what matches, finding is cheap and scoring is not. It adds nothing to a score. */
  readonly within?: LexicalExpression;
  readonly filter: SearchFilter;
  /** BM25 column weights. At level `document` there are only title, path and text. */
  readonly weights: Readonly<Record<keyof PassageTokens, number>>;
  readonly limit: number;
}

/** Best first. `score` is larger for better (BM25 negated; cosine similarity in [-1, 1]). At level `document`, `passageId` is null. */
export interface Candidate {
  readonly passageId: PassageId | null;
  readonly documentId: DocumentId;
  readonly type: ResultType | null;
  readonly score: number;
}

/** A passage with what a result shows of its document. */
export interface PassageRecord extends Passage {
  readonly repositoryId: RepositoryId;
  readonly path: string;
  readonly documentKind: SourceDocument["kind"];
  readonly documentTitle: string;
  readonly language: string | null;
  readonly sessionId: SessionId | null;
  readonly documentDate: Instant | null;
}

export interface DocumentPlace {
  readonly id: DocumentId;
  readonly path: string;
  readonly kind: SourceDocument["kind"];
}

export interface FacetCounts {
  readonly types: Readonly<Partial<Record<ResultType, number>>>;
  readonly repositories: Readonly<Record<RepositoryId, number>>;
  readonly languages: Readonly<Record<string, number>>;
  readonly agents: Readonly<Record<string, number>>;
  /** True when counting stopped at the cap: there may be more. */
  readonly capped: boolean;
  /** The last passage that was counted, where counting stopped and was asked for in order; else null. */
  readonly last: PassageId | null;
}

export interface FacetQuery {
  readonly expression: LexicalExpression | null;
  readonly filter: SearchFilter;
  readonly cap: number;
  /** Counts what matches the expression in the order of ids, after this one. */
  readonly after?: PassageId;
}

export interface SymbolRecord extends CodeSymbol {
  readonly repositoryId: RepositoryId;
  readonly documentId: DocumentId;
  readonly path: string;
  readonly language: string | null;
}

/** What a backend does in its own way; each true difference is named here and has its own test. */
export interface StoreCapabilities {
  readonly backend: "sqlite" | "turso";
  /** Several reads at once on one handle. */
  readonly concurrentReads: boolean;
  /** Other machines may write the same library. */
  readonly shared: boolean;
  readonly syncs: boolean;
}

export interface StoreInfo {
  readonly capabilities: StoreCapabilities;
  readonly schemaVersion: number;
  /** On disk, of the database and its log. */
  readonly bytes: number;
  readonly engine: string;
}

/** What can be asked of the store, by who only reads too. */
export interface KnowledgeReader extends LedgerReads, SessionReads, StarReads, TransferReads, VectorReads {
  info(): Awaitable<StoreInfo>;
  listRepositories(): Awaitable<readonly Repository[]>;
  counts(repositoryId: RepositoryId): Awaitable<RepositoryCounts>;
  /** Changes with every committed write; lets a reader keep caches true. */
  dataVersion(): Awaitable<number>;

  lexicalCandidates(query: LexicalQuery): Awaitable<readonly Candidate[]>;
  /** Of these passages those that pass, in the order asked, every score 0. */
  filterPassages(ids: readonly PassageId[], filter: SearchFilter): Awaitable<readonly Candidate[]>;
  /** How many passages pass, counted up to `cap`. */
  countScope(filter: SearchFilter, cap: number): Awaitable<number>;
  /** Newest (or oldest) passages that pass the filter. Every score is 0. */
  newestCandidates(filter: SearchFilter, limit: number, order?: "newest" | "oldest"): Awaitable<readonly Candidate[]>;
  /** In the order asked; ids that are gone are left out. */
  readPassages(ids: readonly PassageId[]): Awaitable<readonly PassageRecord[]>;
  /** Analysed text tokens of passages, for proximity; same order, absent ones left out. */
  readTokens(
    ids: readonly PassageId[],
  ): Awaitable<readonly { readonly id: PassageId; readonly documentId: DocumentId; readonly tokens: PassageTokens }[]>;
  /** Passages of one document in its own order. */
  documentPassages(id: DocumentId): Awaitable<readonly PassageRecord[]>;
  /** Of each place its document's first passage that holds the line, in the order asked; places without one are left out. */
  passagesAt(places: readonly { readonly documentId: DocumentId; readonly line: number }[]): Awaitable<readonly PassageId[]>;
  readDocument(id: DocumentId): Awaitable<SourceDocument | null>;
  /** Paths and kinds of documents, for ranking; in no order, absent ones left out. */
  documentPlaces(ids: readonly DocumentId[]): Awaitable<readonly DocumentPlace[]>;
  findDocument(repositoryId: RepositoryId, path: string): Awaitable<SourceDocument | null>;
  /** Paths (and session and commit titles) that hold `text`, best first: go-to. */
  findDocuments(text: string, limit: number): Awaitable<readonly SourceDocument[]>;
  /** Symbols whose name starts with, then holds, `text`, case-insensitive. An exact name comes first. */
  findSymbols(text: string, limit: number): Awaitable<readonly SymbolRecord[]>;
  facetCounts(query: FacetQuery): Awaitable<FacetCounts>;
  /** Whether any passage holds the token. */
  holdsTerm(token: string): Awaitable<boolean>;
  /** Terms of the full-text index with the same first letter and about the same length, with how many passages hold each: suggestions. */
  termsLike(token: string, lengthDifference: number): Awaitable<readonly { readonly term: string; readonly passages: number }[]>;
  /** How many passages match each expression, counted up to `cap`. */
  countMatches(expressions: readonly LexicalExpression[], cap: number): Awaitable<readonly number[]>;
  /** Distinct values of a query field that start with `prefix` (paths, authors and tags: that hold it), most frequent first: completion. */
  fieldValues(
    field: "repo" | "lang" | "path" | "kind" | "agent" | "branch" | "author" | "tag" | "session",
    prefix: string,
    limit: number,
  ): Awaitable<readonly string[]>;

  sessionCommits(id: SessionId): Awaitable<readonly (CommitSummary & { readonly link: CommitLink })[]>;
  commitSessions(repositoryId: RepositoryId, hash: CommitHash): Awaitable<readonly (SessionSummary & { readonly link: CommitLink })[]>;
  /** Newest first. */
  listCommits(repositoryId: RepositoryId, limit: number, before: Instant | null): Awaitable<readonly CommitSummary[]>;
  readCommit(repositoryId: RepositoryId, hash: CommitHash): Awaitable<Commit | null>;
  /** Full hashes that start with `prefix` (4 hex digits or more), any repository. */
  resolveCommit(prefix: string): Awaitable<readonly { readonly repositoryId: RepositoryId; readonly hash: CommitHash }[]>;
  listBeliefs(repositoryId: RepositoryId | null): Awaitable<readonly BeliefSummary[]>;
  readBelief(repositoryId: RepositoryId, id: string): Awaitable<Belief | null>;
  beliefOfDocument(id: DocumentId): Awaitable<Belief | null>;
  /** Beliefs whole, by id: the graph and what a session founded. Null asks for every repository's. */
  readBeliefs(
    repositoryId: RepositoryId | null,
  ): Awaitable<
    readonly { readonly repositoryId: RepositoryId; readonly documentId: DocumentId; readonly path: string; readonly belief: Belief }[]
  >;
  /** Definitions of one document, in its own order. */
  documentSymbols(id: DocumentId): Awaitable<readonly CodeSymbol[]>;
  /** Commits by day, languages, and the files most changed: of one repository, or of all. */
  insights(repositoryId: RepositoryId | null, files: number): Awaitable<Insights>;

  /** Documents that were skipped or failed, with the reason. */
  quarantine(repositoryId: RepositoryId): Awaitable<readonly SourceDocument[]>;
  /** Of all source files; commits are no files. */
  documentKeys(repositoryId: RepositoryId): Awaitable<readonly DocumentKey[]>;
  /** Hashes of all commits held, for incremental history. */
  commitHashes(repositoryId: RepositoryId): Awaitable<readonly CommitHash[]>;

  /** All passages' tokens in id order after `after`: training and export. */
  passageTokens(
    after: PassageId,
    limit: number,
  ): Awaitable<readonly { readonly id: PassageId; readonly digest: number; readonly tokens: PassageTokens }[]>;
  passageCount(): Awaitable<number>;
  /** Of the active space. */
  vectorCount(): Awaitable<number>;
}

/**
 * The store as the core sees it: domain operations only. No SQL, no row type and no open transaction crosses it.
 *
 * Each write is atomic by itself: after a crash it has happened whole or not at all. Every method throws {@link VerdigrisError}
 * (`corrupt`, `no-space`, `newer-version`, `unavailable`, `conflict`, `not-found`) and nothing else.
 */
export interface KnowledgeStore extends KnowledgeReader {
  /** One that is there keeps its name: it is the user's, who may change it while a run is under way. */
  upsertRepository(repository: Repository): Awaitable<void>;
  renameRepository(id: RepositoryId, name: string): Awaitable<void>;
  /** Removes the repository and everything derived from it. Kept things (archives, stars, notes) stay. */
  removeRepository(id: RepositoryId): Awaitable<void>;

  replaceDocuments(batch: readonly DocumentWrite[]): Awaitable<void>;
  /** The same, for who hands on what another thread has read. */
  replacePacked(batches: readonly Packed<readonly DocumentWrite[]>[]): Awaitable<void>;
  removeDocuments(ids: readonly DocumentId[]): Awaitable<void>;
  writeCommits(repositoryId: RepositoryId, batch: readonly CommitWrite[]): Awaitable<void>;
  writePackedCommits(repositoryId: RepositoryId, batch: Packed<readonly CommitWrite[]>): Awaitable<void>;
  /** Replaces the links of the sessions named. */
  replaceSessionLinks(repositoryId: RepositoryId, batch: readonly SessionLinkWrite[]): Awaitable<void>;

  /** Merges with what is held: of each star the later state stays. */
  saveStars(stars: readonly Star[]): Awaitable<void>;

  createSpace(space: EmbeddingSpace, model: Uint8Array | null): Awaitable<void>;
  /** The space serves from now on; the one that served is retired. */
  activateSpace(id: string): Awaitable<void>;
  removeSpace(id: string): Awaitable<void>;
  saveVectors(space: string, rows: readonly VectorRow[]): Awaitable<void>;

  /** Checks structure and that indexes agree with their tables; an empty list is health. */
  check(): Awaitable<readonly string[]>;
  /** A consistent copy in one file, while in use. */
  backup(target: string): Awaitable<void>;
  /** Housekeeping after a large write (merge full-text segments, checkpoint, planner statistics). */
  optimise(): Awaitable<void>;
  close(): Awaitable<void>;
}
