import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withRoom } from "./full-disk.ts";

/** A replica's file and everything libSQL keeps beside it. */
const SIDECARS = ["-wal", "-shm", "-client_wal_index", "-info"];
const MARKER = ".rebuild";

/**
 * Deletes a replica, sidecars and all. Deleting the file alone would give an empty database that syncs with success. No process
 * may have it open through libSQL's replication: that is why it is done at a start.
 */
export function deleteReplica(path: string): void {
  for (const suffix of ["", ...SIDECARS]) rmSync(`${path}${suffix}`, { force: true });
  for (const name of listBeside(path)) rmSync(join(dirname(path), name), { force: true });
}

/** Whatever else libSQL named after the file. */
function listBeside(path: string): string[] {
  const name = basename(path);
  const folder = dirname(path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((one) => one.startsWith(`${name}-`) && !one.startsWith(`${name}-outbox`));
}

/** Whether the file is there and may be read as a replica: sidecars without it are leftovers. */
export function replicaExists(path: string): boolean {
  if (existsSync(path)) return true;
  deleteReplica(path);
  return false;
}

/** Whether a replica's file was deleted behind our back: what lies beside it is still there. */
export function wasDeleted(path: string): boolean {
  return !existsSync(path) && listBeside(path).length > 0;
}

/** Whether libSQL's note of how far a replica is, is missing: it would not follow any more. Its name depends on the version. */
export function isUnfollowable(path: string): boolean {
  return existsSync(path) && !["-info", "-client_wal_index"].some((suffix) => existsSync(`${path}${suffix}`));
}

/** Asks the next start to build the replica anew, and says why. */
export function requestRebuild(path: string, reason: string): void {
  withRoom(path, () => writeFileSync(`${path}${MARKER}`, reason));
}

export function rebuildRequested(path: string): boolean {
  return existsSync(`${path}${MARKER}`);
}

/** Carries out what {@link requestRebuild} asked for. Returns the reason, or null when nothing was asked. */
export function rebuildIfRequested(path: string): string | null {
  const marker = `${path}${MARKER}`;
  if (!existsSync(marker)) return null;
  const reason = readFileSync(marker, "utf8");
  deleteReplica(path);
  rmSync(marker, { force: true });
  return reason;
}
