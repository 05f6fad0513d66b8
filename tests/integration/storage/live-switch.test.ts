/** A switch of the storage takes effect at once, for every client, while the library is used and written. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ensureBundles } from "../../../build/bundle.ts";
import type { CoreClient, Status } from "../../../src-shared/contract/index.ts";
import { runCli } from "../../support/cli.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { found, pathsHere, pathsOnServer, QUERY, SESSION, whenPhase } from "../../support/server-faults.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

describeWithSqld("a switch takes effect at once", () => {
  let server: Sqld;
  let repository: FixtureRepository;
  let core: TestCore;

  beforeAll(async () => {
    server = await startSqld();
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    await server.kill();
    server.wipe();
    await server.start();
    repository = createSampleRepository();
  });
  afterEach(async () => {
    await core.stop();
    repository.remove();
  });

  async function start(options: Parameters<typeof startTestCore>[0] = {}): Promise<void> {
    core = await startTestCore(options);
    await core.index(repository.root);
    await core.client.call("storage.saveToken", { token: server.token() });
  }
  const moved = (client: CoreClient) => new Promise<string>((resolve) => client.on("storage.moved", ({ kind }) => resolve(kind)));
  const place = async (client: CoreClient = core.client) => client.call("storage.get", {});
  const config = (): string => (existsSync(join(core.home, "config.toml")) ? readFileSync(join(core.home, "config.toml"), "utf8") : "");
  function notes(from: number, to: number): void {
    for (let n = from; n < to; n++) repository.write(`notes/${n}.md`, `# Note ${n}\n\nThe keeper of lamp ${n} sleeps by day.\n`);
  }

  test("two windows are told, and their calls are answered all through it; what they write on the way is in the new storage", async () => {
    await start();
    const windows = [core.client, core.another()] as const;
    const told = Promise.all(windows.map(moved));
    const status = new Promise<Status>((resolve) => windows[1].on("host.statusChanged", (one) => one.backend === "turso" && resolve(one)));
    const [first] = (await core.client.call("search.query", { text: QUERY })).results;
    const repositoryId = (await core.client.call("library.list", {}))[0]?.id ?? "";
    const before = await found(core);
    const searches: Promise<string[]>[] = [];
    const renames: Promise<void>[] = [];
    /** One window searches, the other one writes, at every step: of the copy, while writes are held, and of the change-over. */
    const atStep = (): void => {
      searches.push(windows[1].call("search.query", { text: QUERY }).then(({ results }) => results.map(({ path }) => path)));
      renames.push(windows[0].call("library.rename", { repositoryId, name: `harbour ${renames.length}` }));
    };
    await windows[0].call("storage.switch", { target: { kind: "turso-remote", url: server.url } }, { onProgress: atStep });
    atStep();
    await Promise.all(renames);
    expect(new Set((await Promise.all(searches)).map((paths) => paths.join()))).toEqual(new Set([before.join()]));
    expect(await told).toEqual(["turso-remote", "turso-remote"]);
    expect((await status).repositories).toBe(1);
    expect(renames.length).toBeGreaterThan(5);
    for (const window of windows) expect(await place(window)).toMatchObject({ kind: "turso-remote", next: null });
    expect((await windows[1].call("library.list", {}))[0]?.name).toBe(`harbour ${renames.length - 1}`);

    // The old one was closed, and holds what it held: a star goes to the server alone.
    await windows[1].call("stars.set", { documentId: first?.documentId ?? 0, starred: true });
    expect(await windows[0].call("stars.list", {})).toHaveLength(1);
    const old = new Database(join(core.home, "knowledge.db"), { readonly: true });
    expect(old.prepare("SELECT count(*) FROM star").pluck().get()).toBe(0);
    old.close();
    core = await core.reopen();
    expect((await core.client.call("library.list", {}))[0]?.name).toBe(`harbour ${renames.length - 1}`);
    expect(await core.client.call("stars.list", {})).toHaveLength(1);
  });

  test.each(["turso-remote", "turso-embedded"] as const)(
    "while repositories are indexed, into %s: the run goes on there, and nothing is missing",
    async (kind) => {
      await start({ upkeep: true });
      notes(0, 400);
      repository.commit("Write the notes");
      const repositoryId = (await core.client.call("library.list", {}))[0]?.id ?? "";
      const running = new Promise<void>((resolve) => core.client.on("library.progress", ({ state }) => state === "running" && resolve()));
      await core.client.call("library.reindex", { repositoryId, full: false });
      await running;
      await core.client.call("storage.switch", { target: { kind, url: server.url } });
      expect((await place()).kind).toBe(kind);
      await settled();
      const there = await pathsOnServer(server);
      expect(there.filter((path) => path.startsWith("notes/"))).toHaveLength(400);
      expect(new Set(there).size).toBe(there.length);
      expect(await found(core, "keeper of lamp 399")).toContain("notes/399.md");
      expect((await core.client.call("host.doctor", {})).filter(({ ok }) => !ok)).toEqual([]);

      // What is written from now on, too.
      notes(400, 401);
      repository.commit("One more");
      await core.index(repository.root);
      await settled();
      expect(await pathsOnServer(server)).toContain("notes/400.md");
    },
  );

  /** Resolves when no run is under way and everything that was written has been sent. */
  async function settled(): Promise<void> {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        const stops = (["library.progress", "sync.changed", "host.statusChanged"] as const).map((event) =>
          core.client.on(event, () => {
            for (const stop of stops) stop();
            resolve();
          }),
        );
      });
      const [status, { waiting }] = await Promise.all([core.client.call("host.status", {}), core.client.call("sync.status", {})]);
      const interrupted = (await core.client.call("library.list", {})).some(({ indexedAt }) => indexedAt === null);
      if (status.activeRuns === 0 && waiting === 0 && !interrupted && (await pathsOnServer(server)).includes("notes/399.md")) return;
      await changed;
    }
  }

  test("one that cannot be opened leaves the old one serving and the settings as they were; the next attempt goes through", async () => {
    const target = join(mkdtempSync(join(tmpdir(), "verdigris-broken-")), "other.db");
    let opened = 0;
    await start({
      beforeThread(name, data) {
        // Opened for the copy first, then to serve.
        if (name !== "store" || (data as { path: string }).path !== target || ++opened !== 2) return;
        for (const part of ["-wal", "-shm"]) rmSync(target + part, { force: true });
        writeFileSync(target, "This is no database at all. ".repeat(1000));
      },
    });
    await core.client.call("settings.set", { changes: { "search.history": false } });
    const [before, text] = [await place(), config()];
    const window = core.another();
    let isTold = false;
    window.on("storage.moved", () => (isTold = true));
    await expect(core.client.call("storage.switch", { target: { kind: "sqlite", path: target } })).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining("other.db") as string,
    });
    expect(config()).toBe(text);
    expect(await place()).toEqual(before);
    notes(0, 1);
    expect((await core.index(repository.root)).report.state).toBe("done");
    expect(await found(core, "keeper of lamp 0")).toContain("notes/0.md");
    expect(isTold).toBe(false);

    rmSync(target);
    await window.call("storage.switch", { target: { kind: "sqlite", path: target } });
    expect(await place()).toMatchObject({ kind: "sqlite", place: target, kept: [{ place: before.place }] });
    expect(await found(core, "keeper of lamp 0")).toContain("notes/0.md");
    rmSync(join(target, ".."), { recursive: true });
  });

  test("so does one whose server dies between the copy and the change-over", async () => {
    let stores = 0;
    await start({
      beforeThread(name) {
        // The first one is of the start, the second of the storage that is to serve.
        if (name === "store" && ++stores === 2) void server.kill();
      },
    });
    const [before, text] = [await place(), config()];
    const target = { kind: "turso-remote", url: server.url } as const;
    await expect(core.client.call("storage.switch", { target })).rejects.toMatchObject({ code: "unavailable" });
    expect(await place()).toEqual(before);
    expect(config()).toBe(text);
    expect(await found(core)).toContain(SESSION);
    await server.start();
    await core.client.call("storage.switch", { target });
    expect((await place()).kind).toBe("turso-remote");
    expect(await found(core)).toContain(SESSION);
  });

  test("sync goes on with the storage that serves, and is turned off at once too", async () => {
    await start({ upkeep: true });
    await core.client.call("sync.set", { enabled: true, url: server.url });
    await whenPhase(core, "current");
    const before = await pathsOnServer(server);
    await core.client.call("storage.switch", { target: { kind: "turso-local" } });
    await whenPhase(core, "current");
    expect(await core.client.call("sync.now", {})).toMatchObject({ sent: 0, fetched: 0, removedThere: 0, removedHere: 0 });
    notes(0, 1);
    await core.index(repository.root);
    await core.client.call("sync.now", {});
    expect(await pathsOnServer(server)).toEqual([...before, "notes/0.md"].sort());
    await core.client.call("sync.set", { enabled: false });
    expect(await core.client.call("host.status", {})).toMatchObject({ sync: "off", backend: "turso" });
  });

  test.each(["documents", "finish"] as const)(
    "quitting at its step %s ends it: the next start serves, and has everything",
    async (phase) => {
      await start();
      const quitting: Promise<void>[] = [];
      const switching = core.client.call(
        "storage.switch",
        { target: { kind: "turso-embedded", url: server.url } },
        { onProgress: (step) => void (step.phase === phase && quitting.push(core.stopKeeping())) },
      );
      await switching.catch(() => undefined);
      expect(quitting.length).toBeGreaterThan(0);
      await Promise.all(quitting);
      core = await startTestCore({ home: core.home });
      expect(await place()).toMatchObject({ next: null, problem: "" });
      expect(await found(core)).toContain(SESSION);
      if ((await place()).kind === "sqlite")
        await core.client.call("storage.switch", { target: { kind: "turso-embedded", url: server.url } });
      expect((await place()).kind).toBe("turso-embedded");
      expect(await found(core)).toContain(SESSION);
    },
  );

  test("two at once: the second is refused, and the first goes through", async () => {
    await start();
    const second: Promise<unknown>[] = [];
    await core.client.call(
      "storage.switch",
      { target: { kind: "turso-local" } },
      {
        onProgress: () =>
          void second.push(
            core
              .another()
              .call("storage.switch", { target: { kind: "sqlite", path: "b.db" } })
              .catch((error: unknown) => error),
          ),
      },
    );
    expect(await second[0]).toMatchObject({ code: "busy" });
    expect((await place()).kind).toBe("turso-local");
  });

  test("what another process wrote between the last comparison and the change-over is in the new storage", async () => {
    await ensureBundles(["main"]);
    let stores = 0;
    const { promise: written, resolve } = Promise.withResolvers<unknown>();
    await start({
      beforeThread(name) {
        // The first one is of the start, the second of the storage that is to serve: it cannot be asked until the other process is done.
        if (name !== "store" || ++stores !== 2) return;
        server.pause();
        notes(0, 1);
        resolve(runCli(["index", repository.root], { home: core.home }).finally(() => server.resume()));
      },
    });
    await core.client.call("storage.switch", { target: { kind: "turso-remote", url: server.url } });
    expect(await written).toMatchObject({ code: 0 });
    expect(pathsHere(core, "knowledge.db")).toContain("notes/0.md");
    expect(await pathsOnServer(server)).toEqual(pathsHere(core, "knowledge.db"));
  });

  test("what a process writes that does not know of the switch yet, and ends, is in the new storage", async () => {
    await start();
    const other = await startTestCore({ home: core.home, isBrief: true });
    await core.client.call("storage.switch", { target: { kind: "turso-local" } });
    notes(0, 1);
    await other.index(repository.root);
    await other.stopKeeping();
    await core.index(repository.root);
    expect(await found(core, "keeper of lamp 0")).toContain("notes/0.md");
    expect(pathsHere(core, "knowledge-libsql.db")).toContain("notes/0.md");
  });

  test("by another process: this one follows, with what it had written since", async () => {
    await ensureBundles(["main"]);
    await start();
    const told = moved(core.client);
    const run = await runCli(["backend", "switch", "--to", "turso-local"], { home: core.home });
    expect(run).toMatchObject({ code: 0 });
    expect(await told).toBe("turso-local");
    expect(await place()).toMatchObject({ kind: "turso-local", next: null, kept: [{ kind: "sqlite" }] });
    notes(0, 1);
    await core.index(repository.root);
    expect(pathsHere(core, "knowledge-libsql.db")).toContain("notes/0.md");
    expect(pathsHere(core, "knowledge.db")).not.toContain("notes/0.md");
  });

  test("settings that name another one by hand are shown, and followed when asked: what is here is read into it", async () => {
    await start({ upkeep: true });
    const next = new Promise((resolve) => core.client.on("storage.changed", (view) => view.next !== null && resolve(view.next)));
    writeFileSync(join(core.home, "config.toml"), '[sqlite]\npath = "anew.db"\n');
    const named = { kind: "sqlite", place: join(core.home, "anew.db"), problem: "" };
    expect(await next).toEqual(named);
    expect(await place()).toMatchObject({ place: join(core.home, "knowledge.db"), next: named });
    expect(await found(core)).toContain(SESSION);

    const done = new Promise<void>((resolve) => core.client.on("library.progress", ({ state }) => state === "done" && resolve()));
    await core.client.call("storage.useNamed", {});
    expect(await place()).toMatchObject({ place: named.place, next: null, kept: [{ place: join(core.home, "knowledge.db") }] });
    await done;
    expect(await found(core)).toContain(SESSION);
  });
});
