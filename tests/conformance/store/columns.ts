import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { createClient } from "@libsql/client";
import type { KnowledgeReader, KnowledgeStore } from "../../../src-main/core/store/knowledge-store.ts";
import { openSqliteReader } from "../../../src-main/core/store/sqlite/sqlite-reader.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import { openEmbeddedStore } from "../../../src-main/core/store/turso/open-embedded.ts";
import { openFileReader, openLocalStore } from "../../../src-main/core/store/turso/open-local.ts";
import { openRemoteReader, openRemoteStore } from "../../../src-main/core/store/turso/open-remote.ts";
import { openOutbox } from "../../../src-main/core/store/turso/outbox.ts";
import { startSqld, sqldMissing, type Sqld } from "../../support/sqld.ts";

/** A database under test. */
export interface Bench {
  /** The store of the newest opening. */
  readonly store: () => KnowledgeStore;
  readonly folder: string;
  /** The file, or null where there is none here. */
  readonly file: string | null;
  reopen(): Promise<KnowledgeStore>;
  openReader(): Promise<KnowledgeReader & { close(): unknown }>;
  /** Opens another handle that writes, as another process or machine would. */
  openSecond(): Promise<KnowledgeStore>;
  /** Runs SQL on the database behind the store's back. */
  sql(text: string): Promise<unknown>;
  remove(): Promise<void>;
}

/** One backend and mode: a column of the conformance suite. */
export interface Column {
  readonly name: string;
  readonly backend: "sqlite" | "turso";
  readonly syncs: boolean;
  /** The database is a file here that is nobody's replica. */
  readonly ownsFile: boolean;
  /** Why it cannot run on this platform, or null. */
  readonly skip: string | null;
  open(): Promise<Bench>;
}

function makeBench(parts: {
  readonly folder: string;
  readonly file: string | null;
  readonly open: (name: string) => Promise<KnowledgeStore>;
  readonly openReader: Bench["openReader"];
  readonly sql: Bench["sql"];
  readonly after?: () => Promise<void>;
}): Promise<Bench> {
  const handles: KnowledgeStore[] = [];
  let current: KnowledgeStore;
  const open = async (name: string): Promise<KnowledgeStore> => {
    const store = await parts.open(name);
    handles.push(store);
    return store;
  };
  return open("first").then((first) => {
    current = first;
    return {
      store: () => current,
      folder: parts.folder,
      file: parts.file,
      async reopen() {
        await current.close();
        return (current = await open("first"));
      },
      openReader: parts.openReader,
      openSecond: () => open("second"),
      sql: parts.sql,
      async remove() {
        for (const handle of handles) await Promise.resolve(handle.close()).catch(() => undefined);
        await parts.after?.();
        rmSync(parts.folder, { recursive: true, force: true });
      },
    };
  });
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), "verdigris-store-"));

const sqlite: Column = {
  name: "SQLite",
  backend: "sqlite",
  syncs: false,
  ownsFile: true,
  skip: null,
  open() {
    const folder = newFolder();
    const file = join(folder, "knowledge.db");
    return makeBench({
      folder,
      file,
      open: async () => openSqliteStore({ path: file, backupsDir: join(folder, "backups") }),
      openReader: async () => openSqliteReader(file),
      async sql(text) {
        const database = new Database(file);
        database.exec(text);
        database.close();
      },
    });
  },
};

const local: Column = {
  name: "Turso, local file",
  backend: "turso",
  syncs: false,
  ownsFile: true,
  skip: null,
  open() {
    const folder = newFolder();
    const file = join(folder, "knowledge ü.db");
    return makeBench({
      folder,
      file,
      open: () => openLocalStore(file, join(folder, "backups")),
      openReader: () => openFileReader(file, "local"),
      async sql(text) {
        const client = createClient({ url: `file:${encodeURI(file)}`, timeout: 5000 });
        await client.executeMultiple(text);
        client.close();
      },
    });
  },
};

async function runOn(server: Sqld, text: string): Promise<void> {
  const client = createClient({ url: server.url, authToken: server.token() });
  await client.executeMultiple(text);
  client.close();
}

const remote: Column = {
  name: "Turso, remote",
  backend: "turso",
  syncs: false,
  ownsFile: false,
  skip: sqldMissing,
  async open() {
    const server = await startSqld();
    const folder = newFolder();
    const options = { url: server.url, token: server.token(), onRequest: () => undefined };
    const hooks = { onLanded: () => undefined, onObstacle: () => undefined };
    return makeBench({
      folder,
      file: null,
      async open(name) {
        const opened = openRemoteStore(options, openOutbox(join(folder, `outbox-${name}`)), hooks);
        await opened.prepare();
        return opened.store;
      },
      openReader: () => openRemoteReader(options),
      sql: (text) => runOn(server, text),
      after: () => server.remove(),
    });
  },
};

const embedded: Column = {
  name: "Turso, embedded replica",
  backend: "turso",
  syncs: true,
  ownsFile: false,
  skip: sqldMissing,
  async open() {
    const server = await startSqld();
    const folder = newFolder();
    const file = join(folder, "first", "replica.db");
    return makeBench({
      folder,
      file,
      async open(name) {
        const opened = await openEmbeddedStore({
          path: join(folder, name, "replica.db"),
          server: { url: server.url, token: server.token(), onRequest: () => undefined },
          outbox: openOutbox(join(folder, `outbox-${name}`)),
          backupsDir: join(folder, "backups"),
          intervalMs: 0,
          holdPullMs: 0,
          onState: () => undefined,
          onRebuilt: () => undefined,
          onPulling: () => undefined,
          onMustRestart() {
            throw new Error("The replica must be built anew.");
          },
        });
        return opened.store;
      },
      openReader: () => openFileReader(file, "embedded"),
      sql: (text) => runOn(server, text),
      after: () => server.remove(),
    });
  },
};

export const COLUMNS: readonly Column[] = [sqlite, local, embedded, remote];
