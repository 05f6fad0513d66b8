import Database from "better-sqlite3";
import { setTimeout as delay } from "node:timers/promises";

/** Another connection of this process or of one that is just ending may need a moment to close. */
const TRIES = 20;
const PAUSE_MS = 100;

/**
 * Writes what a write-ahead log still holds into its database and removes it: what a crash, or a reader that closed last, left behind. False when somebody has
 * the database open: in WAL mode every connection holds a shared lock on it for as long as it lives (https://sqlite.org/wal.html#use_of_wal_without_shared_memory).
 * A file that is no database is left as it is, and nobody can have it open.
 */
export async function settleLog(path: string): Promise<boolean> {
  for (let tried = 1; ; tried++) {
    if (settleNow(path)) return true;
    if (tried === TRIES) return false;
    await delay(PAUSE_MS);
  }
}

function settleNow(path: string): boolean {
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { timeout: 0, fileMustExist: true });
    database.pragma("locking_mode = EXCLUSIVE");
    database.exec("BEGIN EXCLUSIVE; COMMIT");
    database.pragma("wal_checkpoint(TRUNCATE)");
    return true;
  } catch (error) {
    return !(error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code));
  } finally {
    database?.close();
  }
}
