import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CoreClient } from "../../src-shared/contract/index.ts";
import { createCore, type Core } from "../../src-main/core/create-core.ts";
import { createThreadSpawner } from "../../src-main/hosts/shared/spawn.ts";
import { createSampleRepository, createRepository, type FixtureRepository } from "../support/fixture-repository.ts";

const ENTRY = pathToFileURL(resolve(import.meta.dirname, "../../src-main/hosts/cli/main.ts")).href;
let home: string;
let core: Core;
let client: CoreClient;
let repository: FixtureRepository;

async function open(): Promise<void> {
  core = await createCore({
    version: "test",
    host: { capabilities: { nativeFolderPicker: false, dropGivesPaths: true, osKeychain: false, opensPaths: false } },
    spawnThread: createThreadSpawner(ENTRY),
    upkeep: false,
  });
  client = core.client();
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "verdigris-core-"));
  process.env["VERDIGRIS_HOME"] = home;
  repository = createSampleRepository();
  await open();
});
afterEach(async () => {
  await core.close();
  repository.remove();
  rmSync(home, { recursive: true, force: true });
  delete process.env["VERDIGRIS_HOME"];
});

async function index(path: string) {
  const { runId, repositoryId } = await client.call("library.add", { path });
  return { repositoryId, report: await client.call("library.awaitRun", { runId }) };
}

describe("an indexed repository", () => {
  test("is found by words of each kind", async () => {
    const { report } = await index(repository.root);
    expect(report).toMatchObject({ state: "done", commitsWritten: 3 });
    const first = async (text: string) => (await client.call("search.query", { text })).results[0];
    expect(await first("ring buffer over a database")).toMatchObject({ type: "decision", sessionOwnId: "20260204-213118" });
    expect(await first("torn writes power loss")).toMatchObject({ type: "challenge" });
    expect(await first("RingBuffer::append")).toMatchObject({ type: "code", path: "src/ring_buffer.rs" });
    expect(await first("rotate_lamp lang:rust")).toMatchObject({ type: "code", path: "src/lamp.rs" });
    expect(await first("rotate type:commit")).toMatchObject({ type: "commit" });
    expect(await first("keeps ships off the rocks")).toMatchObject({ type: "doc", path: "README.md" });
    expect(await first("ignored")).toBeUndefined();
  });

  test("links a session to exactly the commits between its tags", async () => {
    await index(repository.root);
    const view = await client.call("sessions.get", { id: "20260204" });
    expect(view.commits.map((commit) => [commit.subject, commit.link.grade])).toEqual([["Rotate the lamp", "exact"]]);
    expect(view.summary).toMatchObject({ decisions: 2, challenges: 1, patterns: 1, goalsDone: 1, goalsTotal: 2 });
  });

  test("costs nothing again when nothing changed, and one file when one did", async () => {
    await index(repository.root);
    expect((await index(repository.root)).report).toMatchObject({ filesRead: 0, commitsWritten: 0, passagesWritten: 0 });
    repository.write("README.md", "# Lighthouse\n\nNow with a foghorn.\n");
    expect((await index(repository.root)).report).toMatchObject({ filesRead: 1 });
    expect((await client.call("search.query", { text: "foghorn" })).results).toHaveLength(1);
    expect((await client.call("search.query", { text: '"ring buffer on disk" type:doc' })).results).toHaveLength(0);
  });

  test("forgets what was deleted, and everything when it is removed", async () => {
    const { repositoryId } = await index(repository.root);
    rmSync(join(repository.root, "src/lamp.rs"));
    expect((await index(repository.root)).report).toMatchObject({ filesRemoved: 1 });
    expect((await client.call("search.query", { text: "rotate_lamp type:code" })).results).toHaveLength(0);
    await client.call("library.remove", { repositoryId });
    expect(await client.call("library.list", {})).toEqual([]);
    expect((await client.call("search.query", { text: "ring" })).results).toHaveLength(0);
    expect((await client.call("host.doctor", {})).every((finding) => finding.ok)).toBe(true);
  });

  test("is there after a restart", async () => {
    await index(repository.root);
    await core.close();
    await open();
    expect((await client.call("search.query", { text: "foghorn OR lighthouse" })).results.length).toBeGreaterThan(0);
  });
});

describe("the reason behind a result", () => {
  test("adds up to its score", async () => {
    await index(repository.root);
    for (const mode of ["fused", "lexical"] as const) {
      const { results } = await client.call("search.query", { text: "ring buffer readings disk", mode, explain: true });
      expect(results.length).toBeGreaterThan(0);
      for (const result of results) {
        const sum = result.explanation?.parts.reduce((total, part) => total + part.value, 0);
        expect(sum).toBeCloseTo(result.score, 9);
      }
    }
  });
});

describe("bad input", () => {
  test("each bad file is named with its reason, and the others are indexed", async () => {
    repository.write(
      "binary.md",
      Uint8Array.from({ length: 4000 }, (_, index) => index % 256),
    );
    repository.write("latin.md", Buffer.from("# Caf\u00e9 na\u00efve prose that is long enough to be text\n", "latin1"));
    repository.write("line.txt", Buffer.alloc(1_500_000, "x"));
    symlinkSync(".", join(repository.root, "loop"));
    symlinkSync("/etc", join(repository.root, "outside"));
    const { report, repositoryId } = await index(repository.root);
    expect(report.state).toBe("done");
    const listed = await client.call("library.quarantine", { repositoryId });
    const reasonOf = (path: string): string | undefined => listed.find((file) => file.path === path)?.reason;
    expect(reasonOf("binary.md")).toMatch(/binary/i);
    expect(reasonOf("line.txt")).toMatch(/line/i);
    expect((await client.call("search.query", { text: "caf\u00e9 type:doc" })).results[0]).toMatchObject({ path: "latin.md" });
    expect((await client.call("search.query", { text: "path:outside" })).results).toEqual([]);
  });

  test("a repository with no commits", async () => {
    const empty = createRepository("empty");
    empty.write("notes.md", "# Notes\n\nquicksilver\n");
    expect((await index(empty.root)).report.state).toBe("done");
    expect((await client.call("search.query", { text: "quicksilver" })).results).toHaveLength(1);
    empty.remove();
  });

  test("a path that is not there says so", async () => {
    await expect(client.call("library.add", { path: "/nowhere/at/all" })).rejects.toMatchObject({ code: "not-found" });
    expect(await client.call("library.preview", { path: "/nowhere/at/all" })).toMatchObject({ verdict: "missing" });
  });
});
