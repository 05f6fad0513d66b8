import { statSync } from "node:fs";
import type { KnowledgeReader } from "../knowledge-store.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import * as ledger from "../ops/ledger.ts";
import { openConnection, type Connection } from "./connection.ts";
import * as documents from "./documents-read.ts";
import { toStoreError, withStoreErrors } from "./errors.ts";
import * as lexical from "./lexical.ts";
import { assertNotNewer, schemaVersion } from "./migrate.ts";
import * as passages from "./passages-read.ts";
import { runRead } from "./run.ts";
import * as sessionGraph from "./session-graph-read.ts";
import * as sessions from "./sessions-read.ts";
import * as vectorFeed from "./vector-feed.ts";
import * as vectors from "./vectors.ts";

/** Every read of the port, bound to a connection. SQLite answers at once. */
export function createReads(connection: Connection) {
  return {
    info: () => ({
      capabilities: { backend: "sqlite", concurrentReads: false, syncs: false },
      schemaVersion: schemaVersion(connection),
      bytes: bytesOnDisk(connection.path),
      engine: `SQLite ${connection.sql<{ v: string }>("SELECT sqlite_version() AS v").get()?.v ?? ""}`,
    }),
    listRepositories: () => documents.listRepositories(connection),
    counts: (repositoryId) => documents.counts(connection, repositoryId),
    dataVersion: () => connection.database.pragma("data_version", { simple: true }) as number,
    lexicalCandidates: (query) => lexical.lexicalCandidates(connection, query),
    vectorCandidates: (query) => vectors.vectorCandidates(connection, query),
    vectorPage: (space, after, limit) => vectorFeed.vectorPage(connection, space, after, limit),
    readVectors: (space, ids) => vectorFeed.readVectors(connection, space, ids),
    vectorChanges: (space, since) => vectorFeed.vectorChanges(connection, space, since),
    filterPassages: (ids, filter) => vectorFeed.filterPassages(connection, ids, filter),
    countScope: (filter, cap) => vectorFeed.countScope(connection, filter, cap),
    newestCandidates: (filter, limit) => lexical.newestCandidates(connection, filter, limit),
    readPassages: (ids) => passages.readPassages(connection, ids),
    readTokens: (ids) => passages.readTokens(connection, ids),
    documentPassages: (id) => passages.documentPassages(connection, id),
    readDocument: (id) => documents.readDocument(connection, id),
    findDocument: (repositoryId, path) => documents.findDocument(connection, repositoryId, path),
    findDocuments: (text, limit) => documents.findDocuments(connection, text, limit),
    findSymbols: (text, limit) => documents.findSymbols(connection, text, limit),
    facetCounts: (query) => lexical.facetCounts(connection, query),
    fieldValues: (field, prefix, limit) => documents.fieldValues(connection, field, prefix, limit),
    listSessions: (filter) => sessions.listSessions(connection, filter),
    readSession: (id) => sessions.readSession(connection, id),
    resolveSession: (prefix) => sessions.resolveSession(connection, prefix),
    sessionCommits: (id) => sessions.sessionCommits(connection, id),
    commitSessions: (repositoryId, hash) => sessions.commitSessions(connection, repositoryId, hash),
    listCommits: (repositoryId, limit, before) => sessions.listCommits(connection, repositoryId, limit, before),
    readCommit: (repositoryId, hash) => sessions.readCommit(connection, repositoryId, hash),
    resolveCommit: (prefix) => sessions.resolveCommit(connection, prefix),
    listBeliefs: (repositoryId) => sessions.listBeliefs(connection, repositoryId),
    readBelief: (repositoryId, id) => sessions.readBelief(connection, repositoryId, id),
    beliefOfDocument: (id) => sessions.beliefOfDocument(connection, id),
    readBeliefs: (repositoryId) => sessionGraph.readBeliefs(connection, repositoryId),
    documentSymbols: (id) => documents.documentSymbols(connection, id),
    sessionAnchors: (repositoryId) => sessions.sessionAnchors(connection, repositoryId),
    sessionMentions: (repositoryId) => sessionGraph.sessionMentions(connection, repositoryId),
    quarantine: (repositoryId) => documents.quarantine(connection, repositoryId),
    documentKeys: (repositoryId) => documents.documentKeys(connection, repositoryId),
    commitHashes: (repositoryId) => sessions.commitHashes(connection, repositoryId),
    listSpaces: () => vectors.listSpaces(connection),
    readSpaceModel: (id) => vectors.readSpaceModel(connection, id),
    passagesWithoutVector: (space, after, limit) =>
      passages.passagesWithoutVector(connection, vectors.vectorTable(connection, space), after, limit),
    passageTokens: (after, limit) => passages.passageTokens(connection, after, limit),
    passageCount: () => connection.sql<{ n: number }>("SELECT count(*) AS n FROM passage").get()?.n ?? 0,
    ledgerVersion: () => runRead(connection, ledger.ledgerVersion()),
    ledgerRows: () => runRead(connection, ledger.ledgerRows()),
    fileChanges: (repositoryId) => runRead(connection, ledger.fileChanges(repositoryId)),
    pathChanges: (repositoryId, paths) => runRead(connection, ledger.pathChanges(repositoryId, paths)),
    linkedCommits: (repositoryId) => runRead(connection, ledger.linkedCommits(repositoryId)),
  } satisfies KnowledgeReader;
}

/**
 * Opens the database for reading, on a connection of its own: it sees the last committed state and never waits for the writer.
 * The writer must have opened, and so migrated, the file before.
 */
export function openSqliteReader(path: string): KnowledgeReader & { close(): void } {
  const connection = openConnection({ path, readonly: true });
  try {
    assertNotNewer(connection, KNOWLEDGE_MIGRATIONS);
    return withStoreErrors({ ...createReads(connection), close: () => void connection.database.close() }, path);
  } catch (error) {
    connection.database.close();
    throw toStoreError(error, path);
  }
}

function bytesOnDisk(path: string): number {
  return [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}
