import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startFaultProxy } from "../../support/fault-proxy.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { coreOn, found, pathsHere, pathsOnServer, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { sqldMissing, startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

const SESSION = "layer/sessions/20260204-213118.md";

describe.skipIf(sqldMissing !== null)(`the storage's server is down${sqldMissing === null ? "" : ` (${sqldMissing})`}`, () => {
  let server: Sqld;
  let repository: FixtureRepository;
  let core: TestCore;

  beforeAll(() => {
    repository = createSampleRepository();
  });
  afterAll(() => repository.remove());
  afterEach(async () => {
    await core.stop();
    await server.remove();
  });

  test("at the start, with a replica here: it serves, takes what is indexed, and sends it when the server is back", async () => {
    server = await startSqld();
    core = await coreOn("turso-embedded", server.url, server.token(), repository.root);
    const before = await pathsOnServer(server);
    await core.stopKeeping();
    await server.kill();

    core = await startTestCore({ home: core.home, upkeep: true });
    expect(await whenPhase(core, "offline")).toMatchObject({ message: expect.stringContaining("refuses connections") as string });
    expect(await found(core)).toContain(SESSION);
    repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    expect((await core.index(repository.root)).report.state).toBe("done");
    expect(await whenStatus(core, ({ waiting }) => waiting > 0)).toMatchObject({ phase: "offline" });
    expect((await core.client.call("storage.get", {})).kind).toBe("turso-embedded");

    await server.start();
    await core.client.call("storage.reconnect", {});
    expect(await whenPhase(core, "current")).toMatchObject({ waiting: 0, message: "" });
    expect(await pathsOnServer(server)).toEqual([...before, "notes/foghorn.md"].sort());
    expect(pathsHere(core, "replica.db")).toEqual(await pathsOnServer(server));
    expect(await found(core, "foghorn twice a minute")).toContain("notes/foghorn.md");
  });

  test("at the start, with nothing kept here: it starts, says what is wrong, and serves once the server is back", async () => {
    server = await startSqld();
    core = await coreOn("turso-remote", server.url, server.token(), repository.root);
    const before = await pathsOnServer(server);
    await core.stopKeeping();
    await server.kill();

    core = await startTestCore({ home: core.home, upkeep: true });
    const words = expect.stringContaining("refuses connections. Check the URL and whether the server runs.") as string;
    expect(await whenPhase(core, "offline")).toMatchObject({ message: words });
    await expect(found(core)).rejects.toMatchObject({ code: "unavailable", message: words });
    expect(await core.client.call("storage.get", {})).toMatchObject({ kind: "turso-remote", problem: words });
    expect((await core.client.call("host.status", {})).problems).toContainEqual({ id: "storage", message: words, screen: "settings" });
    expect((await core.client.call("host.doctor", {})).find(({ name }) => name === "database")).toMatchObject({ ok: false, detail: words });
    expect((await core.client.call("settings.get", {})).values).toMatchObject({ backend: "turso" });

    // "Try now" answers either way.
    expect((await core.client.call("storage.reconnect", {})).problem).toEqual(words);
    await server.start();
    expect((await core.client.call("storage.reconnect", {})).problem).toBe("");
    expect(await whenPhase(core, "current")).toMatchObject({ message: "" });
    expect(await found(core)).toContain(SESSION);
    expect(await pathsOnServer(server)).toEqual(before);
  });

  test("at the start, for good: another storage is begun without it", async () => {
    server = await startSqld();
    core = await coreOn("turso-remote", server.url, server.token(), repository.root);
    await core.stopKeeping();
    await server.kill();
    core = await startTestCore({ home: core.home });
    const target = { kind: "sqlite", path: "anew.db" } as const;
    await expect(core.client.call("storage.switch", { target })).rejects.toMatchObject({ code: "unavailable" });
    await core.client.call("storage.switch", { target, copy: false });
    core = await core.reopen();
    expect((await core.client.call("storage.get", {})).kind).toBe("sqlite");
    await core.index(repository.root);
    expect(await found(core)).toContain(SESSION);
  });

  test.each(["turso-embedded", "turso-remote"] as const)(
    "in the middle of indexing into %s: it is all there in the end, once",
    async (kind) => {
      server = await startSqld();
      core = await coreOn(kind, server.url, server.token(), repository.root, { upkeep: true });
      const before = await pathsOnServer(server);
      const second = createSampleRepository();
      for (let n = 0; n < 60; n++) second.write(`notes/${n}.md`, `# Note ${n}\n\nThe keeper of lamp ${n} sleeps by day.\n`);
      second.commit("Notes");
      const { runId } = await core.client.call("library.add", { path: second.root });
      await new Promise<void>((resolve) => core.client.on("library.progress", () => resolve()));
      await server.kill();
      const report = await core.client.call("library.awaitRun", { runId });
      // With a replica here the run gets through, and what it wrote waits; else it fails and is made again.
      if (kind === "turso-embedded") expect(report.state).toBe("done");
      expect(await whenPhase(core, "offline")).toMatchObject({ message: expect.stringContaining("refuses connections") as string });
      if (kind === "turso-embedded") expect(await found(core)).toContain(SESSION);

      const again = new Promise<void>((resolve) => core.client.on("library.progress", ({ state }) => state === "done" && resolve()));
      await server.start();
      await core.client.call("storage.reconnect", {});
      await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
      if (report.state === "failed") await again;
      const after = await pathsOnServer(server);
      expect(after.filter((path) => path.startsWith("notes/") && path !== "notes/foghorn.md")).toHaveLength(60);
      for (const path of before) expect(after).toContain(path);
      expect(await found(core, "keeper of lamp 42")).toContain("notes/42.md");
      second.remove();
    },
  );

  test("in the middle of a copy: the old storage serves on, nothing waits for the new one, and the next attempt ends it", async () => {
    server = await startSqld();
    const proxy = await startFaultProxy(server.port);
    core = await startTestCore();
    await core.index(repository.root);
    const here = pathsHere(core, "knowledge.db");
    await core.client.call("storage.saveToken", { token: server.token() });
    for (const kind of ["turso-remote", "turso-embedded"] as const) {
      const target = { kind, url: proxy.url };
      const onProgress = ({ phase }: { readonly phase: string }): void => {
        if (phase === "documents") proxy.refuse();
      };
      await expect(core.client.call("storage.switch", { target }, { onProgress })).rejects.toMatchObject({ code: "unavailable" });
      expect(await core.client.call("storage.get", {})).toMatchObject({ kind: "sqlite", next: null });
      expect(await found(core)).toContain(SESSION);
      expect(pathsHere(core, "knowledge.db")).toEqual(here);
      expect(filesBelow(join(core.home, "outbox"))).toEqual([]);
      proxy.pass();
    }
    await core.client.call("storage.switch", { target: { kind: "turso-embedded", url: proxy.url } });
    core = await core.reopen();
    expect(await found(core)).toContain(SESSION);
    expect(await pathsOnServer(server)).toEqual(here);
    await proxy.close();
  });
});

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
}
