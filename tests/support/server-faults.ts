/** What the tests of server faults share: a core on a server's storage, waiting for states, looking at both sides. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { createClient } from "@libsql/client";
import type { StorageKind } from "../../src-shared/contract/storage.ts";
import type { SyncPhase, SyncStatus } from "../../src-shared/contract/sync.ts";
import type { Sqld } from "./sqld.ts";
import { startTestCore, type TestCore } from "./test-core.ts";

/** What a test looks for in the sample repository. */
export const QUERY = "ring buffer over a database";

/** What it finds. */
export const SESSION = "layer/sessions/20260204-213118.md";

/** A core whose library was indexed here and moved to the server: it runs on that storage. */
export async function coreOn(
  kind: StorageKind,
  url: string,
  token: string,
  root: string,
  options: { upkeep?: boolean } = {},
): Promise<TestCore> {
  const core = await startTestCore();
  await core.index(root);
  await core.client.call("storage.saveToken", { token });
  await core.client.call("storage.switch", { target: { kind, url } });
  await core.stopKeeping();
  return startTestCore({ home: core.home, ...options });
}

export async function found(core: TestCore, text = QUERY): Promise<readonly string[]> {
  return (await core.client.call("search.query", { text })).results.map(({ path }) => path);
}

/** Resolves with the first state that is wanted, the present one included; the storage's or sync's, whichever is on. */
export async function whenStatus(core: Pick<TestCore, "client">, wanted: (status: SyncStatus) => boolean): Promise<SyncStatus> {
  for (;;) {
    const changed = nextChange(core);
    const status = await core.client.call("sync.status", {});
    if (wanted(status)) return status;
    await changed;
  }
}

export const whenPhase = (core: Pick<TestCore, "client">, ...phases: readonly SyncPhase[]): Promise<SyncStatus> =>
  whenStatus(core, ({ phase }) => phases.includes(phase));

function nextChange(core: Pick<TestCore, "client">): Promise<void> {
  return new Promise((resolve) => {
    const stops = (["host.statusChanged", "sync.changed"] as const).map((event) =>
      core.client.on(event, () => {
        for (const stop of stops) stop();
        resolve();
      }),
    );
  });
}

/** Rows of the server's own database, asked directly. */
export async function onServer(server: Sqld, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = createClient({ url: server.url, authToken: server.token() });
  try {
    return (await client.execute(sql)).rows as unknown as readonly Readonly<Record<string, unknown>>[];
  } finally {
    client.close();
  }
}

/** Paths of the documents that the server holds, in order; each once or the test fails. */
export async function pathsOnServer(server: Sqld): Promise<readonly string[]> {
  return (await onServer(server, "SELECT path FROM document ORDER BY path")).map(({ path }) => String(path));
}

/** Paths of the documents in a database file here: `replica.db`, `knowledge.db`. */
export function pathsHere(core: TestCore, file: string): readonly string[] {
  const database = new Database(join(core.home, file), { readonly: true });
  try {
    return database.prepare("SELECT path FROM document ORDER BY path").pluck().all() as string[];
  } finally {
    database.close();
  }
}
