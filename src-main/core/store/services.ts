import type { KnowledgeReader, KnowledgeStore } from "./knowledge-store.ts";
import type { MachineStore } from "./machine-store.ts";
import { defineService } from "./service.ts";

const READS = {
  info: true,
  listRepositories: true,
  counts: true,
  dataVersion: true,
  lexicalCandidates: true,
  vectorCandidates: true,
  newestCandidates: true,
  readPassages: true,
  readTokens: true,
  documentPassages: true,
  readDocument: true,
  findDocument: true,
  findDocuments: true,
  findSymbols: true,
  facetCounts: true,
  fieldValues: true,
  listSessions: true,
  readSession: true,
  resolveSession: true,
  sessionCommits: true,
  commitSessions: true,
  listCommits: true,
  readCommit: true,
  resolveCommit: true,
  listBeliefs: true,
  readBelief: true,
  beliefOfDocument: true,
  documentSymbols: true,
  sessionAnchors: true,
  quarantine: true,
  documentKeys: true,
  commitHashes: true,
  listSpaces: true,
  readSpaceModel: true,
  passagesWithoutVector: true,
  passageTokens: true,
  passageCount: true,
} as const;

/** What the reader's thread offers. */
export const readerService = defineService<KnowledgeReader>("reader", READS);

/** What the store's thread offers. */
export const storeService = defineService<KnowledgeStore>("store", {
  ...READS,
  upsertRepository: true,
  renameRepository: true,
  removeRepository: true,
  replaceDocuments: true,
  removeDocuments: true,
  writeCommits: true,
  replaceSessionLinks: true,
  createSpace: true,
  activateSpace: true,
  removeSpace: true,
  saveVectors: true,
  check: true,
  backup: true,
  optimise: true,
  close: true,
});

/** This machine's own database, in the store's thread too. */
export const machineService = defineService<MachineStore>("machine", {
  listCheckouts: true,
  upsertCheckout: true,
  removeCheckout: true,
  fileStats: true,
  saveFileStats: true,
  removeFileStats: true,
  clearFileStats: true,
  saveRun: true,
  listRuns: true,
  readValue: true,
  writeValue: true,
  recordQuery: true,
  recentQueries: true,
  clearQueries: true,
  close: true,
});
