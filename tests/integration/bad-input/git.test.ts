import { readdirSync, rmSync, writeFileSync, chmodSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRepository, createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

let core: TestCore;
let repository: FixtureRepository;

beforeEach(async () => {
  repository = createSampleRepository();
  core = await startTestCore();
});
afterEach(async () => {
  await core.stop();
  repository.remove();
});

function objectPath(hash: string): string {
  return join(repository.root, ".git/objects", hash.slice(0, 2), hash.slice(2));
}

function overwrite(hash: string, bytes: Uint8Array): void {
  chmodSync(objectPath(hash), 0o644);
  writeFileSync(objectPath(hash), bytes);
}

async function subjects(): Promise<string[]> {
  const { results } = await core.client.call("search.query", { text: "type:commit" });
  return results.map((result) => result.title).sort();
}

test.each(["corrupt", "empty", "missing"])("a file's %s object costs its line counts only", async (damage) => {
  const blob = repository.git("rev-parse", "HEAD:src/lamp.rs");
  if (damage === "missing") rmSync(objectPath(blob));
  else overwrite(blob, damage === "empty" ? Buffer.alloc(0) : Buffer.from("not zlib at all"));
  const { report } = await core.index(repository.root);
  expect(report).toMatchObject({ state: "done", commitsWritten: 3 });
  expect(await subjects()).toEqual(["Archive the session", "Rotate the lamp", "Start the lighthouse"]);
});

test("a corrupt commit costs itself, and what lies behind it as far as no other way leads there", async () => {
  const [, second] = repository.git("log", "--format=%H").split("\n");
  overwrite(second ?? "", Buffer.from("torn"));
  const { report } = await core.index(repository.root);
  expect(report).toMatchObject({ state: "done", message: "" });
  const found = await subjects();
  expect(found).toContain("Archive the session");
  expect(found).not.toContain("Rotate the lamp");
  expect((await core.client.call("search.query", { text: "keeps ships off the rocks" })).results[0]).toMatchObject({ path: "README.md" });
});

test("refs that name nothing, and a torn packed-refs", async () => {
  writeFileSync(join(repository.root, ".git/refs/heads/torn"), "nonsense\n");
  writeFileSync(join(repository.root, ".git/refs/tags/gone"), `${"1".repeat(40)}\n`);
  const { report } = await core.index(repository.root);
  expect(report).toMatchObject({ state: "done", commitsWritten: 3 });
});

test("a corrupt index of git's own fails the run with git's reason, and what was indexed stays", async () => {
  await core.index(repository.root);
  writeFileSync(join(repository.root, ".git/index"), "DIRC nonsense");
  const { report } = await core.index(repository.root);
  expect(report.state).toBe("failed");
  expect(report.message).toMatch(/git|index/i);
  expect(report.message).toMatch(/stays searchable/);
  expect((await core.client.call("search.query", { text: "keeps ships off the rocks" })).results[0]).toMatchObject({ path: "README.md" });
});

test("a repository with no commits", async () => {
  const empty = createRepository("empty");
  empty.write("notes.md", "# Notes\n\nquicksilver\n");
  expect((await core.index(empty.root)).report).toMatchObject({ state: "done", commitsWritten: 0 });
  expect((await core.client.call("search.query", { text: "quicksilver" })).results).toHaveLength(1);
  empty.remove();
});

test("a repository with nothing in it", async () => {
  const empty = createRepository("empty");
  expect((await core.index(empty.root)).report).toMatchObject({ state: "done", filesSeen: 0, commitsWritten: 0 });
  expect(readdirSync(empty.root)).toEqual([".git"]);
  empty.remove();
});
