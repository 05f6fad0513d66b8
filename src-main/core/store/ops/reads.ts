import type { PassageId, RepositoryId } from "../../../../src-shared/domain/index.ts";
import type { VectorQuery } from "../vector-reads.ts";
import type { VectorDialect } from "../sql/vector-dialect.ts";
import * as beliefs from "./beliefs.ts";
import * as commits from "./commits.ts";
import { contentSums } from "./content-sums.ts";
import { documentChanges } from "./document-changes.ts";
import * as documents from "./documents.ts";
import * as insights from "./insights.ts";
import * as ledger from "./ledger.ts";
import * as lexical from "./lexical.ts";
import type { Read } from "./operation.ts";
import * as passages from "./passages.ts";
import * as sessionGraph from "./session-graph.ts";
import * as sessions from "./sessions.ts";
import * as stars from "./stars.ts";
import * as transfer from "./transfer.ts";
import * as turns from "./turns.ts";
import * as vectorFeed from "./vector-feed.ts";
import * as vectors from "./vectors.ts";

/** Every read of the port that is the same on all backends, by its name there. A new read is one generator, named here. */
export function readOperations(dialect: VectorDialect) {
  return {
    ...beliefs,
    ...insights,
    ...ledger,
    ...sessionGraph,
    ...transfer,
    ...turns,
    contentSums,
    documentChanges,
    listStars: stars.listStars,
    starStates: stars.starStates,
    libraryRevision: stars.libraryRevision,
    listRepositories: documents.listRepositories,
    counts: (repositoryId: RepositoryId) => documents.counts(dialect, repositoryId),
    readDocument: documents.readDocument,
    documentPlaces: documents.documentPlaces,
    findDocument: documents.findDocument,
    findDocuments: documents.findDocuments,
    findSymbols: documents.findSymbols,
    documentSymbols: documents.documentSymbols,
    fieldValues: documents.fieldValues,
    quarantine: documents.quarantine,
    documentKeys: documents.documentKeys,
    lexicalCandidates: lexical.lexicalCandidates,
    newestCandidates: lexical.newestCandidates,
    facetCounts: lexical.facetCounts,
    holdsTerm: lexical.holdsTerm,
    termsLike: lexical.termsLike,
    countMatches: lexical.countMatches,
    vectorCandidates: (query: VectorQuery) => vectors.vectorCandidates(dialect, query),
    vectorPage: vectorFeed.vectorPage,
    readVectors: vectorFeed.readVectors,
    vectorChanges: vectorFeed.vectorChanges,
    filterPassages: vectorFeed.filterPassages,
    countScope: vectorFeed.countScope,
    readPassages: passages.readPassages,
    readTokens: passages.readTokens,
    documentPassages: passages.documentPassages,
    passagesAt: passages.passagesAt,
    passageTokens: passages.passageTokens,
    passageCount: passages.passageCount,
    vectorCount: () => vectors.vectorCount(dialect),
    passagesWithoutVector: (space: string, after: PassageId, limit: number) => passages.passagesWithoutVector(dialect, space, after, limit),
    passagesMissing: (space: string, after: PassageId, limit: number) => passages.passagesMissing(dialect, space, after, limit),
    listSessions: sessions.listSessions,
    sessionColumns: sessions.sessionColumns,
    countSessions: sessions.countSessions,
    sessionFacets: sessions.sessionFacets,
    readSession: sessions.readSession,
    resolveSession: sessions.resolveSession,
    sessionCommits: commits.sessionCommits,
    commitSessions: commits.commitSessions,
    listCommits: commits.listCommits,
    readCommit: commits.readCommit,
    resolveCommit: commits.resolveCommit,
    commitHashes: commits.commitHashes,
    listSpaces: vectors.listSpaces,
    readSpaceModel: vectors.readSpaceModel,
  };
}

type Operations = ReturnType<typeof readOperations>;
type Result<F> = F extends (...args: never[]) => Read<infer T> ? T : never;

/** The operations bound to a way of running them: `sync` gives values, `async` gives promises. */
export type BoundReads<Mode extends "sync" | "async"> = {
  readonly [K in keyof Operations]: (
    ...args: Parameters<Operations[K]>
  ) => Mode extends "sync" ? Result<Operations[K]> : Promise<Result<Operations[K]>>;
};

export function bindReads<Mode extends "sync" | "async">(
  dialect: VectorDialect,
  run: (read: Read<unknown>) => Mode extends "sync" ? unknown : Promise<unknown>,
): BoundReads<Mode> {
  const entries = Object.entries(readOperations(dialect)) as [string, (...args: unknown[]) => Read<unknown>][];
  return Object.fromEntries(
    entries.map(([name, operation]) => [name, (...args: unknown[]) => run(operation(...args))]),
  ) as BoundReads<Mode>;
}
