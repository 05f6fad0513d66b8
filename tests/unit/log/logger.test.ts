import { mkdtemp, readdir, readFile, rm, stat, writeFile, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLogger } from "../../../src-main/core/log/logger.ts";
import { openLogger } from "../../../src-main/core/log/open-logger.ts";
import { createRotatingFile } from "../../../src-main/core/log/rotating-file.ts";
import { resolvePaths } from "../../../src-main/core/paths.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verdigris-log-"));
  file = join(folder, "logs", "verdigris.log");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const linesOf = async (path: string): Promise<Record<string, unknown>[]> =>
  (await readFile(path, "utf8"))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("lines are JSON with time, level and message first, at or above the level", async () => {
  const written: string[] = [];
  const logger = createLogger({ write: (line) => written.push(line), close: async () => {} }, "warn", () => new Date(0));
  logger.error("No database.", { path: "/x", level: "fake", time: 1, message: "fake" });
  logger.warn("Token token=hunter2 was\nrefused.");
  logger.info("not shown");
  logger.setLevel("debug");
  logger.debug("now shown");
  await logger.close();
  logger.error("after the end");
  expect(written).toEqual([
    '{"time":"1970-01-01T00:00:00.000Z","level":"error","message":"No database.","path":"/x"}\n',
    '{"time":"1970-01-01T00:00:00.000Z","level":"warn","message":"Token token=[redacted] was\\nrefused."}\n',
    '{"time":"1970-01-01T00:00:00.000Z","level":"debug","message":"now shown"}\n',
  ]);
});

test("the core's log goes to its file, for the user alone, and nothing to the terminal", async () => {
  const spies = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
  const logger = openLogger(resolvePaths({ VERDIGRIS_HOME: folder }));
  logger.error("Something failed.", { error: new Error("why") });
  await logger.close();
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  expect(await linesOf(file)).toMatchObject([{ level: "error", message: "Something failed.", error: { message: "why" } }]);
  if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("the files stay within their size, and the latest lines are there, whole and in order", async () => {
  const sink = createRotatingFile(file, { maxBytes: 1000, maxOld: 2 });
  for (let n = 0; n < 500; n++) {
    sink.write(`${JSON.stringify({ n, text: "ü".repeat(20) })}\n`);
    if (n % 50 === 0) await sink.close();
  }
  await sink.close();
  expect((await readdir(join(folder, "logs"))).toSorted()).toEqual(["verdigris.log", "verdigris.log.1", "verdigris.log.2"]);
  const numbers: unknown[] = [];
  for (const path of [`${file}.2`, `${file}.1`, file]) {
    expect((await stat(path)).size).toBeLessThanOrEqual(1000);
    numbers.push(...(await linesOf(path)).map(({ n }) => n));
  }
  expect(numbers.length).toBeGreaterThan(30);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => 500 - numbers.length + index));
});

test("a log of an earlier start is gone on with, and counts", async () => {
  await mkdir(join(folder, "logs"));
  await writeFile(file, `${JSON.stringify({ old: "x".repeat(900) })}\n`);
  const sink = createRotatingFile(file, { maxBytes: 1000, maxOld: 1 });
  sink.write('{"new":"small"}\n');
  sink.write(`{"new":"${"y".repeat(200)}"}\n`);
  await sink.close();
  expect(await linesOf(`${file}.1`)).toHaveLength(2);
  expect(await linesOf(file)).toHaveLength(1);
});

test("a disk that fails loses lines, not the app, and says how many when it works again", async () => {
  await writeFile(join(folder, "logs"), "a file where the folder should be");
  const sink = createRotatingFile(file);
  sink.write('{"n":1}\n');
  sink.write('{"n":2}\n');
  await sink.close();
  await rm(join(folder, "logs"));
  sink.write('{"n":3}\n');
  await sink.close();
  expect(await linesOf(file)).toMatchObject([{ level: "warn", message: "2 lines were lost." }, { n: 3 }]);
});

test("more lines than can wait are dropped and counted", async () => {
  const sink = createRotatingFile(file, { maxWaiting: 10 });
  for (let n = 0; n < 100; n++) sink.write(`{"n":${n}}\n`);
  await sink.close();
  sink.write('{"n":"last"}\n');
  await sink.close();
  const lines = await linesOf(file);
  const lost = lines
    .filter(({ message }) => typeof message === "string")
    .reduce((sum, { message }) => sum + Number.parseInt(String(message), 10), 0);
  expect(lost).toBeGreaterThan(0);
  expect(lines.filter(({ n }) => n !== undefined)).toHaveLength(101 - lost);
  expect(lines.at(-1)).toEqual({ n: "last" });
});
