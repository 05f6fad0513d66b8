/** Two machines that write to one server at the same time, with clocks that agree, or are an hour or a day apart. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunReport } from "../../../src-shared/contract/library.ts";
import { startCoreProcess, type CoreProcess } from "../../support/core-process.ts";
import { dumpDatabase, dumpServer } from "../../support/dump-database.ts";
import { createRepository, createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SKEWS: readonly (readonly [string, number])[] = [
  ["clocks that agree", 0],
  ["one clock an hour ahead", HOUR],
  ["one clock an hour behind", -HOUR],
  ["one clock a day ahead", DAY],
  ["one clock a day behind", -DAY],
];

const FAR_SKEWS = SKEWS.filter(([, ahead]) => Math.abs(ahead) !== HOUR);

describeWithSqld("two clients at once", () => {
  let root: string;
  let server: Sqld;
  let repository: FixtureRepository;
  let clone: string;
  let harbour: FixtureRepository;
  const cores: CoreProcess[] = [];

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "verdigris-two-"));
    server = await startSqld();
    repository = createSampleRepository();
    clone = join(root, "clone", "lighthouse");
    repository.git("clone", "-q", repository.root, clone);
    harbour = createRepository("harbour");
    harbour.write("docs/quay.md", "# Quay\n\nBarges moor at the quay.\n");
    harbour.commit("Write about the quay");
  });
  afterEach(async () => {
    for (const core of cores.splice(0)) await core.close();
    await server.remove();
    repository.remove();
    harbour.remove();
    rmSync(root, { recursive: true });
  });

  async function start(name: string, clockAheadMs: number): Promise<CoreProcess> {
    const core = await startCoreProcess({ home: join(root, name), clockAheadMs });
    cores.push(core);
    // A token of a server's is checked by the server's clock.
    await core.client.call("storage.saveToken", { token: server.token() });
    return core;
  }
  async function index(core: CoreProcess, path: string): Promise<RunReport> {
    const { runId } = await core.client.call("library.add", { path });
    const report = await core.client.call("library.awaitRun", { runId });
    expect(report).toMatchObject({ state: "done" });
    return report;
  }
  const paths = async (core: CoreProcess, text: string) =>
    (await core.client.call("search.query", { text })).results.map(({ path }) => path);
  const sync = (core: CoreProcess) => core.client.call("sync.now", {});

  test.each(SKEWS)("share the same repository and one of their own each, with %s", async (_name, ahead) => {
    const [first, second] = [await start("one", 0), await start("two", ahead)];
    for (const core of [first, second]) await core.client.call("sync.set", { enabled: true, url: server.url });
    await Promise.all([index(first, repository.root), index(second, clone)]);
    await index(second, harbour.root);
    await Promise.all([sync(first), sync(second)]);
    await Promise.all([sync(first), sync(second)]);
    for (const core of [first, second]) {
      expect(await sync(core)).toMatchObject({ sent: 0, fetched: 0, removedHere: 0, removedThere: 0 });
      expect((await core.client.call("library.list", {})).map(({ name }) => name).sort()).toEqual(["harbour", "lighthouse"]);
      expect(await paths(core, "ring buffer over a database type:decision")).toEqual(["layer/sessions/20260204-213118.md"]);
    }
    // It lies only on the other machine, and is found and read here.
    const quay = (await first.client.call("search.query", { text: "barges moor" })).results[0];
    expect(quay).toMatchObject({ path: "docs/quay.md" });
    expect(quay?.snippet).toContain("quay");
    expect((await first.client.call("library.list", {})).find(({ name }) => name === "harbour")).toMatchObject({ root: null });

    // A file that only the other has: indexing here does not take it for one that is gone.
    repository.write("docs/lamp.md", "# Lamp\n\nOil, says the first.\n");
    await index(first, repository.root);
    await sync(first);
    await sync(second);
    expect(await paths(second, "oil says")).toEqual(["docs/lamp.md"]);
    await index(second, clone);
    expect(await paths(second, "oil says")).toEqual(["docs/lamp.md"]);

    // What the one removes goes from both; by no clock.
    rmSync(join(repository.root, "docs/lamp.md"));
    await index(first, repository.root);
    await sync(first);
    await sync(second);
    for (const core of [first, second]) expect(await paths(core, "oil says")).toEqual([]);
    expect(await sync(first)).toMatchObject({ sent: 0, fetched: 0 });
  });

  test.each(SKEWS)(
    "two states of one file: each machine shows its own, the change that was sent later stands on the server, with %s",
    async (_name, ahead) => {
      const [first, second, third] = [await start("one", 0), await start("two", ahead), await start("three", 0)];
      for (const core of [first, second, third]) await core.client.call("sync.set", { enabled: true, url: server.url });
      const write = (root: string, text: string) => {
        mkdirSync(join(root, "docs"), { recursive: true });
        writeFileSync(join(root, "docs/tide.md"), `# Tide\n\nThe tide is ${text}.\n`);
      };
      write(repository.root, "neap");
      write(clone, "spring");
      await index(first, repository.root);
      await index(second, clone);
      const shown = async (core: CoreProcess) =>
        (await core.client.call("search.query", { text: "path:docs/tide.md" })).results.map(
          ({ snippet }) => /neap|spring|slack/.exec(snippet)?.[0],
        );
      // It has none of its own.
      const onServer = async () => {
        await sync(third);
        return shown(third);
      };
      for (const core of [first, second, first, second]) await sync(core);
      expect([await shown(first), await shown(second), await onServer()]).toEqual([["neap"], ["spring"], ["spring"]]);
      for (const core of [first, second, third]) {
        expect(await sync(core)).toMatchObject({ sent: 0, fetched: 0, removedHere: 0, removedThere: 0 });
      }

      write(repository.root, "slack");
      await index(first, repository.root);
      expect(await sync(first)).toMatchObject({ sent: 1 });
      expect(await sync(second)).toMatchObject({ sent: 0, fetched: 0 });
      expect([await shown(first), await shown(second), await onServer()]).toEqual([["slack"], ["spring"], ["slack"]]);
      for (const core of [first, second, third]) {
        expect(await sync(core)).toMatchObject({ sent: 0, fetched: 0, removedHere: 0, removedThere: 0 });
      }
      // The other way round, and back: whose clock is ahead does not matter.
      write(clone, "spring again");
      await index(second, clone);
      expect(await sync(second)).toMatchObject({ sent: 1 });
      expect(await sync(first)).toMatchObject({ sent: 0, fetched: 0 });
      expect([await shown(first), await shown(second), await onServer()]).toEqual([["slack"], ["spring"], ["spring"]]);
      for (const core of [first, second, third]) {
        expect(await sync(core)).toMatchObject({ sent: 0, fetched: 0, removedHere: 0, removedThere: 0 });
      }
      // Indexing what did not change changes nothing either.
      await index(second, clone);
      expect(await sync(second)).toMatchObject({ sent: 0, fetched: 0 });
    },
  );

  test.each(SKEWS)(
    "two states of one file in one library on the server: the later one stands for both, once, with %s",
    async (_name, ahead) => {
      const target = { kind: "turso-embedded", url: server.url } as const;
      const clocks = [["one", 0] as const, ["two", ahead] as const];
      for (const [name, clock] of clocks) await (await start(name, clock)).client.call("storage.switch", { target });
      await Promise.all(cores.splice(0).map((core) => core.close()));
      const [one, two] = [await start("one", 0), await start("two", ahead)];
      repository.write("docs/tide.md", "# Tide\n\nThe tide is neap.\n");
      await index(one, repository.root);
      mkdirSync(join(clone, "docs"), { recursive: true });
      writeFileSync(join(clone, "docs/tide.md"), "# Tide\n\nThe tide is spring.\n");
      await index(two, clone);
      const content = await dumpServer(server);
      // Neither takes the other's state for a change of its own file.
      for (let round = 0; round < 2; round++) {
        expect(await index(one, repository.root)).toMatchObject({ filesRead: 0, passagesWritten: 0 });
        expect(await index(two, clone)).toMatchObject({ filesRead: 0, passagesWritten: 0 });
      }
      expect(await dumpServer(server)).toEqual(content);
      await Promise.all(cores.splice(0).map((core) => core.close()));
      for (const [name, clock] of clocks) {
        const core = await start(name, clock);
        await expect.poll(async () => paths(core, "tide spring"), { timeout: 60_000 }).toContain("docs/tide.md");
        const { results } = await core.client.call("search.query", { text: "path:docs/tide.md" });
        expect(results.map(({ snippet }) => /neap|spring/.exec(snippet)?.[0])).toEqual(["spring"]);
      }
    },
  );

  test.each(FAR_SKEWS)("write one library on the server: nothing twice, each sees all, with %s", async (_name, ahead) => {
    const [first, second] = [await start("one", 0), await start("two", ahead)];
    const target = { kind: "turso-embedded", url: server.url } as const;
    for (const core of [first, second]) await core.client.call("storage.switch", { target });
    await Promise.all(cores.splice(0).map((core) => core.close()));
    const [one, two] = [await start("one", 0), await start("two", ahead)];
    await Promise.all([index(one, repository.root), index(two, clone)]);
    await index(two, harbour.root);
    repository.write("docs/only-first.md", "# First\n\nA kestrel nests in the tower.\n");
    await index(one, repository.root);
    // Indexing on the other machine does not take for removed what it never had.
    await index(two, clone);
    for (const core of [one, two]) {
      await sync(core).catch(() => undefined);
      await expect.poll(async () => paths(core, "kestrel nests"), { timeout: 60_000 }).toEqual(["docs/only-first.md"]);
      await expect.poll(async () => paths(core, "barges moor"), { timeout: 60_000 }).toEqual(["docs/quay.md"]);
      expect((await core.client.call("library.list", {})).map(({ name }) => name).sort()).toEqual(["harbour", "lighthouse"]);
    }
    await Promise.all(cores.splice(0).map((core) => core.close()));
    const content = await dumpServer(server);
    expect(content["git_commit"]).toMatch(/^4 rows/);
    // The next start fetches what the other one wrote.
    for (const name of ["one", "two"]) {
      const core = await start(name, 0);
      await core.client.call("host.status", {});
      await core.close();
      cores.pop();
      expect(dumpDatabase(join(root, name), "replica.db")).toEqual(content);
    }
  });
});
