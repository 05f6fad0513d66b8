import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { startProxy } from "../../support/proxy.ts";
import { createSampleRepository } from "../../support/fixture-repository.ts";
import { coreOn, found, pathsHere, pathsOnServer, SESSION, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { describeServer } from "../../support/server-suite.ts";
import { startTestCore } from "../../support/test-core.ts";

describeServer("the storage's server is down", (on) => {
  test("at the start, with a replica here: it serves, takes what is indexed, and sends it when the server is back", async () => {
    on.core = await coreOn("turso-embedded", on.server.url, on.server.token(), on.repository.root);
    const before = await pathsOnServer(on.server);
    await on.core.stopKeeping();
    await on.server.kill();

    on.core = await startTestCore({ home: on.core.home, upkeep: true });
    expect(await whenPhase(on.core, "offline")).toMatchObject({ message: expect.stringContaining("refuses connections") as string });
    expect(await found(on.core)).toContain(SESSION);
    on.repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    expect((await on.core.index(on.repository.root)).report.state).toBe("done");
    expect(await whenStatus(on.core, ({ waiting }) => waiting > 0)).toMatchObject({ phase: "offline" });
    expect((await on.core.client.call("storage.get", {})).kind).toBe("turso-embedded");

    await on.server.start();
    await on.core.client.call("storage.reconnect", {});
    expect(await whenPhase(on.core, "current")).toMatchObject({ waiting: 0, message: "" });
    expect(await pathsOnServer(on.server)).toEqual([...before, "notes/foghorn.md"].sort());
    expect(pathsHere(on.core, "replica.db")).toEqual(await pathsOnServer(on.server));
    expect(await found(on.core, "foghorn twice a minute")).toContain("notes/foghorn.md");
  });

  test("at the start, with nothing kept here: it starts, says what is wrong, and serves once the server is back", async () => {
    on.core = await coreOn("turso-remote", on.server.url, on.server.token(), on.repository.root);
    const before = await pathsOnServer(on.server);
    await on.core.stopKeeping();
    await on.server.kill();

    on.core = await startTestCore({ home: on.core.home, upkeep: true });
    const words = expect.stringContaining("refuses connections. Check the URL and whether the server runs.") as string;
    expect(await whenPhase(on.core, "offline")).toMatchObject({ message: words });
    await expect(found(on.core)).rejects.toMatchObject({ code: "unavailable", message: words });
    expect(await on.core.client.call("storage.get", {})).toMatchObject({ kind: "turso-remote", problem: words });
    expect((await on.core.client.call("host.status", {})).problems).toContainEqual({ id: "storage", message: words, screen: "settings" });
    expect((await on.core.client.call("host.doctor", {})).find(({ name }) => name === "database")).toMatchObject({
      ok: false,
      detail: words,
    });
    expect((await on.core.client.call("settings.get", {})).values).toMatchObject({ backend: "turso" });

    // "Try now" answers either way.
    expect((await on.core.client.call("storage.reconnect", {})).problem).toEqual(words);
    await on.server.start();
    expect((await on.core.client.call("storage.reconnect", {})).problem).toBe("");
    expect(await whenPhase(on.core, "current")).toMatchObject({ message: "" });
    expect(await found(on.core)).toContain(SESSION);
    expect(await pathsOnServer(on.server)).toEqual(before);
  });

  test("while it is searched: the first search that fails says so, long before the next look", async () => {
    on.core = await coreOn("turso-remote", on.server.url, on.server.token(), on.repository.root);
    await on.core.client.call("settings.set", { changes: { "turso.sync_interval_seconds": 86_400 } });
    await on.core.stopKeeping();
    on.core = await startTestCore({ home: on.core.home });
    await whenPhase(on.core, "current");
    await on.server.kill();
    await expect(found(on.core)).rejects.toMatchObject({ code: "unavailable" });
    await whenPhase(on.core, "offline");
  });

  test("while a repository is watched: what is saved meanwhile is read when the server is back", async () => {
    on.core = await coreOn("turso-remote", on.server.url, on.server.token(), on.repository.root, { upkeep: true });
    await whenPhase(on.core, "current");
    await on.server.kill();
    await expect(found(on.core)).rejects.toThrow();
    await whenPhase(on.core, "offline");
    on.repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    const log = join(on.core.home, "logs", "verdigris.log");
    await vi.waitFor(() => expect(readFileSync(log, "utf8")).toContain("A change waits until the library can be reached"), {
      timeout: 60_000,
    });

    await on.server.start();
    await on.core.client.call("storage.reconnect", {});
    await vi.waitFor(async () => expect(await found(on.core, "foghorn twice a minute")).toContain("notes/foghorn.md"), {
      timeout: 60_000,
    });
  });

  test("at the start, for good: another storage is begun without it", async () => {
    on.core = await coreOn("turso-remote", on.server.url, on.server.token(), on.repository.root);
    await on.core.stopKeeping();
    await on.server.kill();
    on.core = await startTestCore({ home: on.core.home });
    const target = { kind: "sqlite", path: "anew.db" } as const;
    await expect(on.core.client.call("storage.switch", { target })).rejects.toMatchObject({ code: "unavailable" });
    await on.core.client.call("storage.switch", { target, copy: false });
    on.core = await on.core.reopen();
    expect((await on.core.client.call("storage.get", {})).kind).toBe("sqlite");
    await on.core.index(on.repository.root);
    expect(await found(on.core)).toContain(SESSION);
  });

  test.each(["turso-embedded", "turso-remote"] as const)(
    "in the middle of indexing into %s: it is all there in the end, once",
    async (kind) => {
      on.core = await coreOn(kind, on.server.url, on.server.token(), on.repository.root, { upkeep: true });
      const before = await pathsOnServer(on.server);
      const second = createSampleRepository();
      for (let n = 0; n < 60; n++) second.write(`notes/${n}.md`, `# Note ${n}\n\nThe keeper of lamp ${n} sleeps by day.\n`);
      second.commit("Notes");
      const { runId } = await on.core.client.call("library.add", { path: second.root });
      await new Promise<void>((resolve) => on.core.client.on("library.progress", () => resolve()));
      await on.server.kill();
      const report = await on.core.client.call("library.awaitRun", { runId });
      // With a replica here the run gets through, and what it wrote waits; else it fails and is made again.
      if (kind === "turso-embedded") expect(report.state).toBe("done");
      expect(await whenPhase(on.core, "offline")).toMatchObject({ message: expect.stringContaining("refuses connections") as string });
      if (kind === "turso-embedded") expect(await found(on.core)).toContain(SESSION);

      const again = new Promise<void>((resolve) => on.core.client.on("library.progress", ({ state }) => state === "done" && resolve()));
      await on.server.start();
      await on.core.client.call("storage.reconnect", {});
      await whenStatus(on.core, ({ phase, waiting }) => phase === "current" && waiting === 0);
      if (report.state === "failed") await again;
      const after = await pathsOnServer(on.server);
      expect(after.filter((path) => path.startsWith("notes/"))).toHaveLength(60);
      for (const path of before) expect(after).toContain(path);
      expect(await found(on.core, "keeper of lamp 42")).toContain("notes/42.md");
      second.remove();
    },
  );

  test("in the middle of a copy: the old storage serves on, nothing waits for the new one, and the next attempt ends it", async () => {
    const proxy = await startProxy(on.server.port);
    on.core = await startTestCore();
    await on.core.index(on.repository.root);
    const here = pathsHere(on.core, "knowledge.db");
    await on.core.client.call("storage.saveToken", { token: on.server.token() });
    for (const kind of ["turso-remote", "turso-embedded"] as const) {
      const target = { kind, url: proxy.url };
      const onProgress = ({ phase }: { readonly phase: string }): void => {
        if (phase === "documents") proxy.refuse();
      };
      await expect(on.core.client.call("storage.switch", { target }, { onProgress })).rejects.toMatchObject({ code: "unavailable" });
      expect(await on.core.client.call("storage.get", {})).toMatchObject({ kind: "sqlite", next: null });
      expect(await found(on.core)).toContain(SESSION);
      expect(pathsHere(on.core, "knowledge.db")).toEqual(here);
      expect(filesBelow(join(on.core.home, "outbox"))).toEqual([]);
      proxy.pass();
    }
    await on.core.client.call("storage.switch", { target: { kind: "turso-embedded", url: proxy.url } });
    on.core = await on.core.reopen();
    expect(await found(on.core)).toContain(SESSION);
    expect(await pathsOnServer(on.server)).toEqual(here);
    await proxy.close();
  });
});

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
}
