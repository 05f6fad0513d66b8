import { existsSync, mkdtempSync, rmSync, writeFileSync, copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { settleLog } from "../../../src-main/core/store/sqlite/settle-log.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verdigris-log-"));
  path = join(folder, "knowledge.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): Database.Database {
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.exec("CREATE TABLE IF NOT EXISTS note (text)");
  return database;
}

test("a log that a crash left is written into its database", async () => {
  const writer = open();
  writer.exec("INSERT INTO note VALUES ('kept')");
  // What a killed process leaves: the files as they are, without their last close.
  const left = join(folder, "left.db");
  copyFileSync(path, left);
  copyFileSync(`${path}-wal`, `${left}-wal`);
  writer.close();
  expect(await settleLog(left)).toBe(true);
  expect(existsSync(`${left}-wal`)).toBe(false);
  const database = new Database(left);
  expect(database.prepare("SELECT text FROM note").pluck().all()).toEqual(["kept"]);
  database.close();
});

test("a database that somebody has open is left alone, reader or writer", async () => {
  const writer = open();
  expect(await settleLog(path)).toBe(false);
  const reader = new Database(path, { readonly: true });
  reader.prepare("SELECT count(*) FROM note").get();
  writer.close();
  expect(await settleLog(path)).toBe(false);
  reader.close();
  expect(await settleLog(path)).toBe(true);
});

test("what is no database is in nobody's way", async () => {
  writeFileSync(path, "no database ".repeat(1000));
  expect(await settleLog(path)).toBe(true);
  expect(await settleLog(join(folder, "none.db"))).toBe(true);
});
