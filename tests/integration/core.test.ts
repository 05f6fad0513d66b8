import { FIELD_NAMES } from "../../src-shared/query/fields.ts";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CoreClient } from "../../src-shared/contract/index.ts";
import { createSampleRepository, type FixtureRepository } from "../support/fixture-repository.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

let core: TestCore;
let client: CoreClient;
let repository: FixtureRepository;

beforeEach(async () => {
  repository = createSampleRepository();
  core = await startTestCore();
  client = core.client;
});
afterEach(async () => {
  await core.stop();
  repository.remove();
  rmSync(core.home, { recursive: true, force: true });
});

const index = (path: string) => core.index(path);

describe("an indexed repository", () => {
  test("is found by words of each kind", async () => {
    const { report } = await index(repository.root);
    expect(report).toMatchObject({ state: "done", commitsWritten: 3 });
    const first = async (text: string) => (await client.call("search.query", { text })).results[0];
    expect(await first("why a ring buffer over a database")).toMatchObject({ type: "decision", sessionOwnId: "20260204-213118" });
    expect(await first("torn writes power loss")).toMatchObject({ type: "challenge" });
    expect(await first("RingBuffer::append")).toMatchObject({ type: "code", path: "src/ring_buffer.rs" });
    expect(await first("rotate_lamp lang:rust")).toMatchObject({ type: "code", path: "src/lamp.rs" });
    expect(await first("rotate type:commit")).toMatchObject({ type: "commit" });
    expect(await first("keeps ships off the rocks")).toMatchObject({ type: "doc", path: "README.md" });
    expect(await first("ignored")).toBeUndefined();
  });

  test("is closed with every thread ended: no log of a database is left", async () => {
    await index(repository.root);
    await client.call("search.query", { text: "lens" });
    await core.stopKeeping();
    const files = readdirSync(core.home, { recursive: true, encoding: "utf8" });
    expect(files.filter((name) => name.endsWith(".db")).length).toBeGreaterThanOrEqual(2);
    expect(files.filter((name) => /-(?:wal|shm)$/.test(name))).toEqual([]);
    core = await core.reopen();
    client = core.client;
    expect((await client.call("search.query", { text: "ring buffer type:decision" })).results).not.toEqual([]);
  });

  // The search gets its thread after the first question: once it is there, and while it starts.
  test.each([true, false])("is closed by threads that end by themselves, with the search's own one (started: %s)", async (isStarted) => {
    const started: string[] = [];
    const ended: [string, unknown][] = [];
    await core.stop();
    core = await startTestCore({
      beforeThread: (name) => started.push(name),
      afterThread: (name, code) => ended.push([name, code]),
    });
    client = core.client;
    await index(repository.root);
    await vi.waitFor(async () => {
      await client.call("search.query", { text: "lens" });
      expect(started).toContain("search");
    });
    if (isStarted) for (let n = 0; n < 3; n++) await client.call("search.query", { text: "lens" });
    await core.stopKeeping();
    expect(ended.map(([name]) => name).sort()).toEqual(started.sort());
    expect(ended.filter(([, code]) => code !== 0)).toEqual([]);
  });

  test("gives what means the same as a passage, and keeps searches by name", async () => {
    await index(repository.root);
    const [first] = (await client.call("search.query", { text: "why a ring buffer over a database" })).results;
    const similar = await client.call("search.similar", { to: { passageId: first?.passageId ?? 0 }, limit: 5 });
    expect(similar.to?.passageId).toBe(first?.passageId);
    expect(similar.results.length).toBeGreaterThan(0);
    expect(similar.results.map((result) => result.documentId)).not.toContain(first?.documentId);
    const { sessionId, lines } = first ?? { sessionId: null, lines: null };
    const atLine = await client.call("search.similar", { to: { sessionId: sessionId ?? "", line: lines?.start ?? 1 }, limit: 5 });
    expect(atLine).toEqual(similar);
    expect(await client.call("search.similar", { to: { passageId: 1 } })).toEqual({ to: null, by: "words", results: [] });
    await client.call("search.save", { name: "losses", text: "power loss" });
    expect(await client.call("search.saved", {})).toEqual([{ name: "losses", text: "power loss", mode: "fused" }]);
    await client.call("search.remember", { text: "one" });
    await client.call("search.remember", { text: "two" });
    await client.call("search.forget", { text: "one" });
    expect(await client.call("search.history", {})).toEqual(["two"]);
    await client.call("settings.set", { changes: { "search.history": false } });
    await client.call("search.remember", { text: "three" });
    expect(await client.call("search.history", {})).toEqual(["two"]);
  });

  test("completes the values of every field", async () => {
    await index(repository.root);
    const complete = async (text: string) =>
      (await client.call("search.complete", { text, cursor: text.length })).map(({ insert, detail }) => ({ insert, detail }));
    // Of names there are too many to offer any before the first letter.
    for (const name of FIELD_NAMES) expect(await complete(`ring ${name}:${name === "symbol" ? "r" : ""}`), name).not.toEqual([]);
    expect((await complete("tag:claude-start")).map(({ insert }) => insert)).toEqual(["session-20260204-213118-claude-start"]);
    expect((await complete("-author:d")).map(({ insert }) => insert)).toEqual(["Ada"]);
    expect((await complete("role:as")).map(({ insert }) => insert)).toEqual(["assistant"]);
    expect(await complete("symbol:rot")).toEqual([{ insert: "rotate_lamp", detail: "function · src/lamp.rs" }]);
    const head = repository.git("rev-parse", "HEAD");
    const commit = { insert: head.slice(0, 10), detail: "Archive the session" };
    expect(await complete(`commit:${head.slice(0, 6)}`)).toEqual([commit]);
    expect(await complete("commit:")).toContainEqual(commit);
    expect(await complete("commit:zz")).toEqual([]);
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

  test("resolves what prose mentions, and only what is one thing", async () => {
    const { repositoryId } = await index(repository.root);
    const hash = repository.git("rev-parse", "HEAD");
    const references = [
      { kind: "session", name: "20260204-213118" },
      { kind: "session", name: "20260204" },
      { kind: "commit", name: hash.slice(0, 8) },
      { kind: "commit", name: "0000000" },
      { kind: "belief", name: "no-such-belief" },
    ] as const;
    expect(await client.call("documents.resolve", { repositoryId, references: [...references] })).toEqual([
      { kind: "session", sessionId: `${repositoryId}/20260204-213118` },
      null,
      { kind: "commit", repositoryId, hash },
      null,
      null,
    ]);
  });

  test("is there after a restart", async () => {
    await index(repository.root);
    core = await core.reopen();
    client = core.client;
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
  test("a path that is not there says so", async () => {
    await expect(client.call("library.add", { path: "/nowhere/at/all" })).rejects.toMatchObject({ code: "not-found" });
    expect(await client.call("library.preview", { path: "/nowhere/at/all" })).toMatchObject({ verdict: "missing" });
  });
});
