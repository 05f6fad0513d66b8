/** What is wrong with the place: folders that may not be read, a disk that is full, a database of a later version. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureBundles, ROOT } from "../../../build/bundle.ts";
import { runCli } from "../../support/cli.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { mountSmall } from "../../support/small-disk.ts";
import { startTestCore } from "../../support/test-core.ts";

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;
let repository: FixtureRepository;

beforeAll(() => ensureBundles(["main"]));
beforeEach(() => {
  repository = createSampleRepository();
});
afterEach(() => repository.remove());

/** Permission bits do not bind root: the command line runs as another user then, when that one may read this checkout. */
const otherUser = isRoot ? NOBODY : undefined;
const canBeDenied =
  process.platform !== "win32" &&
  (otherUser === undefined ||
    spawnSync(process.execPath, ["-e", `require("fs").readFileSync(${JSON.stringify(join(ROOT, "package.json"))})`], {
      uid: otherUser,
      gid: otherUser,
    }).status === 0);

describe.skipIf(!canBeDenied)("without read permission (skipped where this is root and `nobody` may not read the checkout)", () => {
  test("a folder and a file are named with the reason, and the others are indexed", async () => {
    repository.write("secret/plan.md", "# Plan\n\nunreachable\n");
    repository.write("sealed.md", "# Sealed\n\nunreachable\n");
    const folder = dirname(repository.root);
    const home = join(folder, "home");
    mkdirSync(home);
    if (otherUser !== undefined) execFileSync("chown", ["-R", `${otherUser}:${otherUser}`, folder]);
    chmodSync(join(repository.root, "secret"), 0o000);
    chmodSync(join(repository.root, "sealed.md"), 0o000);
    const env = { HOME: home, GIT_CONFIG_GLOBAL: "/dev/null" };
    const run = await runCli(["index", repository.root, "--json"], { home, env, ...(otherUser === undefined ? {} : { uid: otherUser }) });
    chmodSync(join(repository.root, "secret"), 0o700);
    expect(run.stderr).toBe("");
    expect(run.code).toBe(0);
    const [report] = JSON.parse(run.stdout) as { state: string; filesSeen: number; skipped: { path: string; reason: string }[] }[];
    expect(report?.state).toBe("done");
    const reason = Object.fromEntries(report?.skipped.map((file) => [file.path, file.reason]) ?? []);
    expect(reason).toEqual({
      secret: "The folder cannot be opened. Check its permissions.",
      "sealed.md": "It cannot be read. Check its permissions.",
    });
  });
});

test("a full disk ends the run with the reason, loses nothing, and the next run goes on", async ({ skip }) => {
  const home = mkdtempSync(join(tmpdir(), "verdigris-full-"));
  const refused = mountSmall(home, "6m");
  if (refused !== null) {
    rmSync(home, { recursive: true });
    skip(`a small file system cannot be mounted here: ${refused}`);
  }
  let core = await startTestCore({ home });
  try {
    expect((await core.index(repository.root)).report.state).toBe("done");
    for (let n = 0; n < 400; n++) {
      const words = Array.from({ length: 600 }, (_, at) => `word${(n * 7919 + at * 104_729) % 99_991}`);
      repository.write(`notes/${n}.md`, `# Note ${n}\n\n${words.join(" ")}\n`);
    }
    const { report } = await core.index(repository.root);
    expect(report.state).toBe("failed");
    expect(report.message).toMatch(/no space left .*Free some space.* stays searchable/i);
    expect((await core.client.call("search.query", { text: "keeps ships off the rocks" })).results[0]).toMatchObject({ path: "README.md" });
    core = await core.reopen();
    expect((await core.client.call("search.query", { text: "keeps ships off the rocks" })).results[0]).toMatchObject({ path: "README.md" });
    execFileSync("mount", ["-o", "remount,size=200m", home]);
    expect((await core.index(repository.root)).report).toMatchObject({ state: "done" });
    expect((await core.client.call("host.doctor", {})).filter((finding) => !finding.ok)).toEqual([]);
    const [summary] = await core.client.call("library.list", {});
    expect(summary?.counts.documents.doc).toBeGreaterThanOrEqual(400);
  } finally {
    await core.stop();
    execFileSync("umount", [home]);
    rmSync(home, { recursive: true });
  }
});

test("a database of a later version is refused by name, and left as it is", async () => {
  const home = mkdtempSync(join(tmpdir(), "verdigris-newer-"));
  const core = await startTestCore({ home });
  await core.index(repository.root);
  await core.stop();
  const path = join(home, "knowledge.db");
  const database = new Database(path);
  database.prepare("INSERT INTO schema_version (version, title, applied_at) VALUES (9999, 'From the future', '2030-01-01')").run();
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  const before = readFileSync(path);
  const run = await runCli(["search", "ring", "--json"], { home });
  expect(run.code).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: "newer-version", details: { path } } });
  const told = await runCli(["status"], { home });
  expect(told.stderr).toMatch(/^The database .* was written by a newer Verdigris .* Update Verdigris, or name another data folder\.\n$/);
  expect(readFileSync(path).equals(before)).toBe(true);
  rmSync(home, { recursive: true });
});

test("a file that is no database is refused by name, and left as it is", async () => {
  const home = mkdtempSync(join(tmpdir(), "verdigris-other-"));
  writeFileSync(join(home, "knowledge.db"), "a diary, and no database\n".repeat(200));
  const run = await runCli(["status"], { home });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain("is damaged or is not a database");
  expect(readFileSync(join(home, "knowledge.db"), "utf8")).toMatch(/^a diary/);
  rmSync(home, { recursive: true });
});
