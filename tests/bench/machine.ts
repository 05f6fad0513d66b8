import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, loadavg, release, totalmem } from "node:os";
import Database from "better-sqlite3";

/** The machine, the versions and how busy it is: what a figure needs beside it to be worth something. */
export function describeMachine(): string {
  const database = new Database(":memory:");
  const sqlite = database.prepare("SELECT sqlite_version()").pluck().get() as string;
  database.close();
  const git = execFileSync("git", ["--version"], { encoding: "utf8" }).trim();
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return [
    `${model}, ${availableParallelism()} cores, ${(totalmem() / 1024 ** 3).toFixed(0)} GB, ${process.platform} ${release()}`,
    `Node ${process.version}, SQLite ${sqlite}, ${git}, load ${loadavg()[0]?.toFixed(1) ?? "?"} at the start`,
  ].join("\n");
}
