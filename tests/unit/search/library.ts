import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitWrite } from "../../../src-main/core/indexer/commit-passages.ts";
import { documentId } from "../../../src-main/core/indexer/identity.ts";
import { indexPassages } from "../../../src-main/core/indexer/passages.ts";
import { createReaders } from "../../../src-main/core/indexer/readers.ts";
import { createSearchEngine, type SearchEngine } from "../../../src-main/core/search/engine.ts";
import type { SearchInput } from "../../../src-main/core/search/search-service.ts";
import { chooseReader } from "../../../src-main/core/sources/registry.ts";
import type { DocumentWrite, KnowledgeStore } from "../../../src-main/core/store/knowledge-store.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import type { SearchResponse } from "../../../src-shared/contract/search.ts";
import type { Commit, SourceDocument } from "../../../src-shared/domain/index.ts";

export const REPOSITORY = "r1";
const NOW = new Date("2026-03-01T12:00:00Z");

/** A small library of files and commits, read by the real readers into a real store. */
export interface Library {
  readonly store: KnowledgeStore;
  /** The database's file. */
  readonly path: string;
  readonly engine: SearchEngine;
  search(text: string, options?: Partial<SearchInput>): Promise<SearchResponse>;
  /** `path` (a commit's hash) of each result, best first. */
  paths(text: string, options?: Partial<SearchInput>): Promise<string[]>;
  close(): Promise<void>;
}

const readers = createReaders(5000);

export async function makeLibrary(files: Readonly<Record<string, string>>, commits: readonly Partial<Commit>[] = []): Promise<Library> {
  const folder = mkdtempSync(join(tmpdir(), "verdigris-search-"));
  const path = join(folder, "knowledge.db");
  const store = openSqliteStore({ path, backupsDir: join(folder, "backups") });
  await store.upsertRepository({
    id: REPOSITORY,
    name: "demo",
    identity: "path",
    remoteUrl: "https://github.com/someone/demo.git",
    head: { branch: "main", commit: null },
    indexedAt: null,
  });
  const known = await readers;
  await store.replaceDocuments(Object.entries(files).map(([path, text]) => read(path, text, known)));
  await store.writeCommits(
    REPOSITORY,
    commits.map((commit, index) => commitWrite(REPOSITORY, commitOf(commit, index))),
  );
  const engine = createSearchEngine(store, { now: () => NOW });
  const search = (text: string, options: Partial<SearchInput> = {}): Promise<SearchResponse> =>
    engine.query({ text, mode: "fused", limit: 50, offset: 0, explain: true, facets: false, ...options }, new AbortController().signal);
  return {
    store,
    path,
    engine,
    search,
    paths: async (text, options) => (await search(text, options)).results.map((result) => result.path),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function read(path: string, text: string, known: Awaited<typeof readers>): DocumentWrite {
  const reading = chooseReader(known, path, text.slice(0, 4096)).read({ path, text, repositoryId: REPOSITORY });
  const document: SourceDocument = {
    ...plainDocument(path),
    kind: reading.kind,
    title: reading.title,
    language: reading.language,
    sessionId: reading.session?.id ?? null,
    date: reading.date,
  };
  const { symbols, session, belief } = reading;
  return { document, passages: indexPassages(document, reading.passages), symbols, session, belief };
}

function commitOf(given: Partial<Commit>, index: number): Commit {
  return {
    hash: String(index).padStart(40, "a"),
    parents: [],
    authorName: "Someone",
    authorEmail: "someone@example.org",
    authoredAt: "2026-01-01T00:00:00Z",
    committedAt: "2026-01-01T00:00:00Z",
    subject: "A change",
    body: "",
    tags: [],
    files: [],
    ...given,
  };
}

function plainDocument(path: string): SourceDocument {
  return {
    id: documentId(REPOSITORY, path),
    repositoryId: REPOSITORY,
    kind: "doc",
    path,
    title: path,
    language: null,
    contentHash: path,
    bytes: 1,
    sessionId: null,
    date: null,
    state: "indexed",
    reason: "",
  };
}
