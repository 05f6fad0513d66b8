import { existsSync, rmSync, writeFileSync } from "node:fs";
import { copyLibrary } from "../copy-library.ts";
import type { KnowledgeReader } from "../knowledge-store.ts";
import type { SqlClient } from "./client.ts";
import type { Marks } from "./marks.ts";
import { withRoom } from "./full-disk.ts";
import { createPrimaryWriter } from "./primary-writer.ts";
import { createTursoReads } from "./turso-reader.ts";
import { createTursoStore } from "./turso-store.ts";

/** Beside the replica, so that it is deleted with it: what it holds is being sent to a server that lost it. */
const MARKER = "-restoring";

/** Whether a restoration was begun and not ended: the replica has more than the server until it is. */
export function isRestoring(path: string): boolean {
  return existsSync(`${path}${MARKER}`);
}

/** Notes it before anything is changed on the server, so that one that is cut short goes on at the next start. */
export function beginRestoring(path: string): void {
  withRoom(path, () => writeFileSync(`${path}${MARKER}`, ""));
}

/** The server came back with what it had: there is nothing to go on with. */
export function endRestoring(path: string): void {
  rmSync(`${path}${MARKER}`, { force: true });
}

/**
 * Sends the library that a replica holds to its server, which has lost some or all of it. What the server has already is not sent;
 * what only the server has stays.
 */
export async function restorePrimary(replica: SqlClient, primary: SqlClient, place: string, library: Marks): Promise<void> {
  const source = createTursoReads({ mode: "embedded", client: () => replica, bytes: () => 0 }) satisfies KnowledgeReader;
  const writer = createPrimaryWriter({
    client: primary,
    outbox: null,
    place,
    library: () => Promise.resolve(library),
    onLanded: () => undefined,
    onObstacle: () => undefined,
  });
  const target = createTursoStore({
    mode: "remote",
    client: () => primary,
    bytes: null,
    write: writer.write,
    checked: () => primary,
    backup: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });
  await copyLibrary(source, target);
}
