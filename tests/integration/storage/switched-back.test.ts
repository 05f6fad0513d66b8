/** A switch into a file that an earlier switch left behind: it holds what the storage before it holds, and nothing else. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { StorageKind } from "../../../src-shared/contract/storage.ts";
import { dumpDatabase, dumpServer } from "../../support/dump-database.ts";
import { createRepository, createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { found } from "../../support/server-faults.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

const FILES = { sqlite: "knowledge.db", "turso-local": "knowledge-libsql.db", "turso-embedded": "replica.db" } as const;

describeWithSqld("switching back", () => {
  let server: Sqld;
  let repository: FixtureRepository;
  let harbour: FixtureRepository;
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
    repository.write("docs/lamp.md", "# Lamp\n\nWhale oil burns in the lamp.\n");
    harbour = createRepository("harbour");
    harbour.write("docs/quay.md", "# Quay\n\nBarges moor at the quay.\n");
    harbour.commit("Write about the quay");
    core = await startTestCore();
    await core.index(repository.root);
    await core.index(harbour.root);
    await core.client.call("storage.saveToken", { token: server.token() });
  });
  afterEach(async () => {
    await core.stop();
    repository.remove();
    harbour.remove();
  });

  async function switchTo(kind: StorageKind, path = ""): Promise<void> {
    await core.client.call("storage.switch", { target: { kind, url: server.url, path } });
    core = await core.reopen();
    expect(await core.client.call("storage.get", {})).toMatchObject({ kind });
  }
  /** A document goes and one comes, a commit gets a tag and so other content, a repository goes or comes. */
  async function change(round: string): Promise<void> {
    rmSync(join(repository.root, round === "one" ? "docs/lamp.md" : "docs/fog-one.md"));
    repository.git("tag", `v-${round}`);
    repository.write(`docs/fog-${round}.md`, `# Fog ${round}\n\nThe fog rolls in at dusk, ${round}.\n`);
    await core.index(repository.root);
    const there = (await core.client.call("library.list", {})).find(({ name }) => name === "harbour");
    if (there === undefined) await core.index(harbour.root);
    else await core.client.call("library.remove", { repositoryId: there.id });
  }
  function beforeSwitch(): string[] {
    const folder = join(core.home, "backups");
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.includes("before-switch")) : [];
  }
  const names = async () => (await core.client.call("library.list", {})).map(({ name }) => name).sort();

  test.each([
    ["sqlite", "turso-local"],
    ["sqlite", "turso-embedded"],
  ] as const)("between %s and %s, each way and again: what was removed stays removed", async (first, second) => {
    await switchTo(second);
    await change("one");
    await switchTo(first);
    expect(await names()).toEqual(["lighthouse"]);
    expect(await found(core, "barges moor")).toEqual([]);
    expect(await found(core, "whale oil burns")).toEqual([]);
    expect(await found(core, "fog rolls dusk")).toContain("docs/fog-one.md");
    expect((await core.client.call("host.doctor", {})).filter(({ ok }) => !ok)).toEqual([]);
    await core.stopKeeping();
    expect(dumpDatabase(core.home, FILES[first])).toEqual(dumpDatabase(core.home, FILES[second]));
    core = await startTestCore({ home: core.home });

    await change("two");
    await switchTo(second);
    expect(await names()).toEqual(["harbour", "lighthouse"]);
    expect(await found(core, "barges moor")).toEqual(["docs/quay.md"]);
    // A server keeps what it has: another machine may have written it.
    const fogs = await found(core, "fog rolls dusk");
    expect(fogs).toContain("docs/fog-two.md");
    expect(fogs.includes("docs/fog-one.md")).toBe(second === "turso-embedded");
    await core.stopKeeping();
    if (second === "turso-local") expect(dumpDatabase(core.home, FILES[second])).toEqual(dumpDatabase(core.home, FILES[first]));
    else expect(dumpDatabase(core.home, FILES[second])).toEqual(await dumpServer(server));
    // What no other storage had is not backed up: these files are known.
    expect(beforeSwitch()).toEqual([]);
    core = await startTestCore({ home: core.home });
  });

  test("into a file that no switch left: what only it holds is in a backup first", async () => {
    const other = await startTestCore({ home: mkdtempSync(join(tmpdir(), "verdigris-other-")) });
    await other.index(harbour.root);
    await other.stopKeeping();
    process.env["VERDIGRIS_HOME"] = core.home;
    const there = (await core.client.call("library.list", {})).find(({ name }) => name === "harbour");
    await core.client.call("library.remove", { repositoryId: there?.id ?? "" });
    const theirs = dumpDatabase(other.home);
    await core.client.call("storage.switch", { target: { kind: "sqlite", path: join(other.home, "knowledge.db") } });
    expect(dumpDatabase(other.home)).toEqual(dumpDatabase(core.home));
    expect(beforeSwitch().map((name) => dumpDatabase(join(core.home, "backups"), name))).toEqual([theirs]);
    rmSync(other.home, { recursive: true });
  });
});
