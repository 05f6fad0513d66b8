import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import type { BackupSummary } from "../../../src-shared/contract/host.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { ConfigService } from "../config/config-service.ts";
import { fileStamp } from "../file-stamp.ts";
import type { Logger } from "../log/logger.ts";
import type { CorePaths } from "../paths.ts";
import { readDescription, verifyFiles, type BackupDescription } from "./description.ts";
import { ignoreMissing, PARTS } from "./make-backup.ts";
import { summarise } from "./summary.ts";

/** In the data folder: a whole, verified copy that is to take the library's place. */
const STAGED = "restore";
/** Written last into it. */
const READY = "ready.json";

export interface RestorePlaces {
  readonly paths: Pick<CorePaths, "home" | "machineDatabase" | "archive" | "backups">;
  readonly config: Pick<ConfigService, "current" | "databasePath">;
}

/** Where the databases of the copy lie until then. */
export function stagedDatabases(home: string): { readonly knowledge: string; readonly machine: string } {
  const staged = join(home, STAGED);
  return { knowledge: join(staged, PARTS.knowledge), machine: join(staged, PARTS.machine) };
}

/** Gives it up. */
export async function dropStaged(home: string): Promise<void> {
  await rm(join(home, STAGED), { recursive: true, force: true });
}

/**
 * Lays a verified copy of a backup beside the library, to take its place while nothing is open (`applyRestore`). The settings stay as they are.
 * Throws `invalid-input`, `unsupported` when the library is not in SQLite here, `not-found`, `corrupt`, `no-space`, `cancelled`.
 */
export async function stageRestore({ paths, config }: RestorePlaces, folder: string, signal: AbortSignal): Promise<BackupSummary> {
  if (!isAbsolute(folder)) throw new VerdigrisError("invalid-input", `"${folder}" is not an absolute path.`, { path: folder });
  if (config.current().backend !== "sqlite")
    throw new VerdigrisError("unsupported", "A backup is restored into SQLite on this machine. Switch the storage to it first.");
  const description = await readDescription(folder);
  const staged = join(paths.home, STAGED);
  try {
    await rm(staged, { recursive: true, force: true });
    await mkdir(join(staged, PARTS.archive), { recursive: true, mode: 0o700 });
    for (const { path } of description.files) {
      signal.throwIfAborted();
      await mkdir(dirname(join(staged, path)), { recursive: true, mode: 0o700 });
      // What is gone is told by the reading below.
      await copyFile(join(folder, path), join(staged, path)).catch(ignoreMissing);
    }
    await verifyCopy(staged, folder, description, signal);
    await writeFile(join(staged, READY), JSON.stringify({ from: folder, createdAt: description.createdAt }), { mode: 0o600 });
  } catch (cause) {
    await rm(staged, { recursive: true, force: true }).catch(() => undefined);
    if (cause instanceof VerdigrisError) throw cause;
    signal.throwIfAborted();
    throw new VerdigrisError(
      "no-space",
      `The backup could not be copied to ${staged}. Nothing was changed. Check the space and the permissions there.`,
      { path: staged },
      { cause },
    );
  }
  return summarise(folder, description);
}

/** Reads the copy: it is what will be the library. Where it is not right, the backup itself is read, to say which of the two is damaged. */
async function verifyCopy(staged: string, folder: string, description: BackupDescription, signal: AbortSignal): Promise<void> {
  try {
    await verifyFiles(staged, description, signal);
  } catch (error) {
    await verifyFiles(folder, description, signal);
    throw error;
  }
}

/**
 * While no database is open here: puts a staged backup in the library's place and what was there into the backups folder. Does nothing while another
 * process has the library open, nor when nothing is staged. Interrupted, the next start goes on with it.
 * @returns whether it is in its place.
 */
export async function applyRestore({ paths, config }: RestorePlaces, logger: Logger): Promise<boolean> {
  const staged = join(paths.home, STAGED);
  if ((await readFile(join(staged, READY), "utf8").catch(() => null)) === null) return false;
  const knowledge = config.databasePath();
  for (const path of [knowledge, paths.machineDatabase]) {
    const { settleLog } = await import("../store/sqlite/settle-log.ts");
    if (await settleLog(path)) continue;
    logger.warn("A restored backup waits: the library is open elsewhere. It takes its place at a later start.", { path });
    return false;
  }
  const before = join(paths.backups, `before-restore-${fileStamp()}`);
  for (const [name, place] of [
    [PARTS.knowledge, knowledge],
    [PARTS.machine, paths.machineDatabase],
    [PARTS.archive, paths.archive],
  ] as const) {
    const next = join(staged, name);
    // Moved already, before an interruption.
    if (!existsSync(next)) continue;
    await mkdir(before, { recursive: true, mode: 0o700 });
    // A damaged database keeps its log, which must not be taken for that of the next one.
    for (const part of ["", "-wal"]) if (existsSync(place + part)) await rename(place + part, join(before, name + part));
    await rm(`${place}-shm`, { force: true });
    await rename(next, place);
  }
  await rm(staged, { recursive: true, force: true });
  logger.info("A backup was restored. What was there before is kept.", { before });
  return true;
}
