import { closeSync, copyFileSync, openSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import Database from "better-sqlite3";

/** What can happen to a file behind a program's back. */
export const DAMAGES = ["truncated", "overwritten", "emptied", "deleted"] as const;
export type Damage = (typeof DAMAGES)[number];

/** Does it to a file. Overwriting takes the beginning and every fourth block of 512 bytes after it. */
export function damage(path: string, how: Damage): void {
  if (how === "deleted") return rmSync(path);
  const { size } = statSync(path);
  if (how === "emptied") return truncateSync(path, 0);
  if (how === "truncated") return truncateSync(path, Math.floor(size / 2) + 1);
  const file = openSync(path, "r+");
  const noise = Buffer.from(readFileSync(import.meta.filename).subarray(0, 512));
  for (let at = 0; at < size; at += 2048) writeSync(file, noise, 0, Math.min(noise.length, size - at), at);
  closeSync(file);
}

/**
 * Copies what the log holds into the file and leaves the log, as a checkpoint of a larger library does: else the file has one page
 * and all damage would be of that. Returns its size. The log is put back since closing the last connection deletes it.
 */
export function moveLogIntoFile(path: string): number {
  const database = new Database(path);
  database.pragma("wal_checkpoint(PASSIVE)");
  for (const suffix of ["-wal", "-shm"]) copyFileSync(`${path}${suffix}`, `${path}${suffix}.kept`);
  database.close();
  for (const suffix of ["-wal", "-shm"]) renameSync(`${path}${suffix}.kept`, `${path}${suffix}`);
  return statSync(path).size;
}
