import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SharedKind } from "../../../src-shared/contract/sync.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

/** Two machines (two data folders, each with its own processes), one server. */
describeWithSqld("sync through a server", () => {
  let server: Sqld;
  let repository: FixtureRepository;
  let first: TestCore;
  let second: TestCore;

  beforeEach(async () => {
    server = await startSqld();
    repository = createSampleRepository();
    first = await startTestCore({ home: mkdtempSync(join(tmpdir(), "verdigris-one-")) });
    second = await startTestCore({ home: mkdtempSync(join(tmpdir(), "verdigris-two-")) });
  });
  afterEach(async () => {
    for (const core of [first, second]) {
      await core.stop();
      rmSync(core.home, { recursive: true, force: true });
    }
    await server.remove();
    repository.remove();
  });

  async function turnOn(core: TestCore, shared?: readonly SharedKind[]): Promise<void> {
    await core.client.call("storage.saveToken", { token: server.token() });
    await core.client.call("sync.set", { enabled: true, url: server.url, ...(shared === undefined ? {} : { shared: [...shared] }) });
  }
  const syncNow = (core: TestCore) => core.client.call("sync.now", {});
  const paths = async (core: TestCore, text: string) => (await core.client.call("search.query", { text })).results.map(({ path }) => path);

  test("what one machine indexed is found, read and named as elsewhere on the other; code stays", async () => {
    await first.index(repository.root);
    await turnOn(first);
    await turnOn(second);
    expect(await syncNow(first)).toMatchObject({ sent: 6, fetched: 0 });
    expect(await syncNow(second)).toMatchObject({ sent: 0, fetched: 6 });

    expect(await paths(second, "ring buffer over a database")).toContain("layer/sessions/20260204-213118.md");
    const view = await second.client.call("sessions.get", { id: "20260204" });
    expect(view.commits.map(({ subject }) => subject)).toEqual(["Rotate the lamp"]);
    expect(view.session.observations.length).toBeGreaterThan(0);
    expect(await second.client.call("library.list", {})).toMatchObject([{ name: "lighthouse", root: null }]);
    const read = await second.client.call("documents.read", { documentId: view.documentId });
    expect(read).toMatchObject({ elsewhere: true, source: "index", changed: false });
    expect(read.text).toContain("ring buffer");
    expect(view).toMatchObject({ elsewhere: true, resumeCommand: null });
    expect(await first.client.call("documents.read", { documentId: view.documentId })).toMatchObject({ elsewhere: false, source: "file" });
    const [repositoryId, hash] = [view.summary.repositoryId, view.commits[0]?.hash ?? ""];
    expect((await second.client.call("documents.diff", { repositoryId, hash })).unavailable).toContain("its folder is not here");
    for (const act of ["library.reindex", "library.retry"] as const) {
      await expect(second.client.call(act, { repositoryId })).rejects.toMatchObject({ code: "not-found" });
    }
    await expect(second.client.call("library.setWatch", { repositoryId, watch: true })).rejects.toMatchObject({ code: "not-found" });
    expect(await paths(first, "rotate_lamp type:code")).toEqual(["src/lamp.rs"]);
    expect(await paths(second, "rotate_lamp type:code")).toEqual([]);
    expect(await syncNow(first)).toMatchObject({ sent: 0, fetched: 0, removedThere: 0, removedHere: 0 });
    expect(await syncNow(second)).toMatchObject({ sent: 0, fetched: 0, removedThere: 0, removedHere: 0 });
    expect(await second.client.call("sync.status", {})).toMatchObject({ phase: "current", waiting: 0, message: "" });
  });

  test("the same repository on both is there once, and both see what either has", async () => {
    const clone = mkdtempSync(join(tmpdir(), "verdigris-clone-"));
    repository.git("clone", "-q", repository.root, join(clone, "lighthouse"));
    await first.index(repository.root);
    await second.index(join(clone, "lighthouse"));
    await turnOn(first);
    await turnOn(second);
    await syncNow(first);
    expect(await syncNow(second)).toMatchObject({ sent: 0, fetched: 0 });
    expect(await second.client.call("library.list", {})).toHaveLength(1);

    repository.write("layer/sessions/20260301-100000.md", "# Session: only here\n**ID**: 20260301-100000\n\n## Goals\n- [x] Foghorn\n");
    await first.index(repository.root);
    expect(await syncNow(first)).toMatchObject({ sent: 1 });
    expect(await syncNow(second)).toMatchObject({
      fetched: 1,
      changes: [{ direction: "fetched", path: "layer/sessions/20260301-100000.md" }],
    });
    // Indexing again does not take what came from elsewhere for a file that is gone.
    await second.index(join(clone, "lighthouse"));
    expect(await paths(second, "foghorn")).toEqual(["layer/sessions/20260301-100000.md"]);
    expect(await syncNow(second)).toMatchObject({ sent: 0, fetched: 0, removedThere: 0 });

    rmSync(join(repository.root, "layer/sessions/20260301-100000.md"));
    await first.index(repository.root);
    expect(await syncNow(first)).toMatchObject({ removedThere: 1 });
    expect(await syncNow(second)).toMatchObject({ removedHere: 1 });
    expect(await paths(second, "foghorn")).toEqual([]);
    rmSync(clone, { recursive: true });
  });

  test("a star set on one machine is on the other, and so is its taking away; code that is not shared keeps its star's names", async () => {
    const clone = mkdtempSync(join(tmpdir(), "verdigris-clone-"));
    repository.git("clone", "-q", repository.root, join(clone, "lighthouse"));
    await first.index(repository.root);
    await second.index(join(clone, "lighthouse"));
    await turnOn(first);
    await turnOn(second);
    const [lamp] = (await first.client.call("search.query", { text: "rotate_lamp type:code" })).results;
    const { documentId } = await first.client.call("sessions.get", { id: "20260204" });
    await first.client.call("stars.set", { documentId: lamp?.documentId ?? 0, passageId: lamp?.passageId ?? null, starred: true });
    await first.client.call("stars.set", { documentId, starred: true });
    expect(await syncNow(first)).toMatchObject({ stars: { sent: 2 } });
    let told = 0;
    const stop = second.client.on("stars.changed", () => told++);
    expect(await syncNow(second)).toMatchObject({ stars: { fetched: 2 } });
    expect(told).toBe(1);
    stop();
    expect((await paths(second, "is:starred")).toSorted()).toEqual(["layer/sessions/20260204-213118.md", "src/lamp.rs"]);
    await second.client.call("stars.set", { documentId, starred: false });
    await syncNow(second);
    await syncNow(first);
    expect(await paths(first, "is:starred")).toEqual(["src/lamp.rs"]);
    rmSync(clone, { recursive: true });
  });

  test("a secret in a session is masked in the preview and on the server, and stays as it is here", async () => {
    const secret = `ghp_${"A1b2C3d4".repeat(5).slice(0, 36)}`;
    repository.write("notes.md", `# Notes\n\nDeploys with ${secret} for now.\n`);
    await first.index(repository.root);
    const preview = await first.client.call("sync.preview", {});
    expect(JSON.stringify(preview)).not.toContain(secret);
    expect(preview.samples.find(({ path }) => path === "notes.md")).toMatchObject({ masked: expect.any(Number) as number });
    expect(preview.kinds.find(({ kind }) => kind === "code")).toMatchObject({ documents: 2, chosen: false });
    await turnOn(first);
    await syncNow(first);
    await turnOn(second);
    await syncNow(second);
    const found = (await second.client.call("search.query", { text: "deploys path:notes.md" })).results[0];
    expect(found?.snippet).toContain("[masked");
    for (const folder of [server.dataFolder, second.home]) expect(filesHolding(folder, secret)).toEqual([]);
    expect((await first.client.call("search.query", { text: "deploys path:notes.md" })).results[0]?.snippet).toContain(secret);
    expect(await syncNow(first)).toMatchObject({ sent: 0 });
    const sessionsFor = async (url: string) =>
      (await first.client.call("sync.preview", { url })).kinds.find(({ kind }) => kind === "session")?.documents;
    expect(await sessionsFor(server.url)).toBe(0);
    expect(await sessionsFor("libsql://another.example.org")).toBeGreaterThan(0);
  });

  test("turned off, everything stays on both sides, and nothing is sent any more", async () => {
    await first.index(repository.root);
    await turnOn(first);
    await turnOn(second);
    await syncNow(first);
    await syncNow(second);
    expect(await second.client.call("sync.set", { enabled: false })).toMatchObject({ phase: "off" });
    await second.client.call("network.clear", {});
    expect(await paths(second, "ring buffer over a database")).not.toEqual([]);
    await expect(syncNow(second)).rejects.toMatchObject({ code: "unsupported" });
    expect(await second.client.call("network.list", {})).toEqual([]);
  });

  test("every request is in the ledger; while sync is off none is made by indexing, searching or reading", async () => {
    await first.index(repository.root);
    await paths(first, "ring buffer");
    await first.client.call("sessions.get", { id: "20260204" });
    expect(await first.client.call("network.list", {})).toEqual([]);
    await turnOn(first);
    await syncNow(first);
    const requests = await first.client.call("network.list", {});
    expect(requests.length).toBeGreaterThan(0);
    expect(new Set(requests.map(({ host }) => host))).toEqual(new Set([new URL(server.url).host]));
    expect(requests.some(({ bytesSent, status }) => bytesSent > 0 && status === 200)).toBe(true);
  });

  test("the token is in no answer, log, ledger, configuration, database or process list", async () => {
    const token = server.token();
    await first.index(repository.root);
    await first.client.call("storage.saveToken", { token });
    await first.client.call("sync.set", { enabled: true, url: server.url });
    await syncNow(first);
    const wrong = await startSqld();
    await first.client.call("storage.test", { target: { kind: "turso-remote", url: wrong.url } });
    await wrong.remove();
    await first.client.call("sync.set", { enabled: true, url: `http://127.0.0.1:1` });
    await syncNow(first).catch(() => undefined);
    const answers = [
      await first.client.call("storage.get", {}),
      await first.client.call("sync.status", {}),
      await first.client.call("settings.get", {}),
      await first.client.call("settings.toml", {}),
      await first.client.call("network.list", {}),
      await first.client.call("host.doctor", {}),
    ];
    expect(JSON.stringify(answers)).not.toContain(token);
    expect(filesHolding(first.home, token)).toEqual([join(first.home, "token")]);
    expect(statSync(join(first.home, "token")).mode & 0o077).toBe(0);
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      for (const file of ["cmdline", "environ"]) {
        try {
          expect(readFileSync(`/proc/${pid}/${file}`, "utf8").includes(token)).toBe(false);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        }
      }
    }
  });
});

function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
