/**
 * The copy of the shared library that sync reads, damaged in each of its files and ways: the next round heals it and does all it has
 * to do, this machine's library serves meanwhile, and the user is told.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SHARED_KINDS } from "../../../src-shared/contract/sync.ts";
import { startCoreProcess } from "../../support/core-process.ts";
import { damage, DAMAGES, moveLogIntoFile, type Damage } from "../../support/damage.ts";
import { dumpDatabase, dumpServer, type Dump } from "../../support/dump-database.ts";
import { createRepository, createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore } from "../../support/test-core.ts";

describeWithSqld("sync's replica damaged", () => {
  const root = mkdtempSync(join(tmpdir(), "verdigris-sync-damaged-"));
  const [here, elsewhere] = [createSampleRepository(), createRepository("harbour")];
  const template = join(root, "template");
  const before = join(root, "server");
  let server: Sqld;
  let own: Dump;
  /** What a round with a whole replica leads to, on both sides. */
  let both: Dump;

  /** Indexes, and syncs or leaves it to be sent. */
  async function indexed(home: string, repository: FixtureRepository, syncs: boolean): Promise<void> {
    const core = await startTestCore({ home });
    await core.index(repository.root);
    await core.client.call("storage.saveToken", { token: server.token() });
    await core.client.call("sync.set", { enabled: true, url: server.url, shared: [...SHARED_KINDS] });
    if (syncs) await core.client.call("sync.now", {});
    await core.stop();
  }
  beforeAll(async () => {
    server = await startSqld();
    await indexed(template, here, true);
    elsewhere.write("docs/quay.md", "# Quay\n\nBarges moor at the quay.\n");
    await indexed(join(root, "other"), elsewhere, true);
    here.write("docs/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    await indexed(template, here, false);
    moveLogIntoFile(join(template, "sync", "replica.db"));
    own = dumpDatabase(template);
    await server.kill();
    cpSync(server.dataFolder, before, { recursive: true });
    await server.start();
    const alone = join(root, "alone");
    cpSync(template, alone, { recursive: true });
    await indexed(alone, here, true);
    both = dumpDatabase(alone);
    expect(both).not.toEqual(own);
    expect(await dumpServer(server)).toEqual(both);
  });
  afterAll(async () => {
    await server.remove();
    here.remove();
    elsewhere.remove();
    rmSync(root, { recursive: true });
  });

  const harmed = (suffix: string, how: Damage) => (folder: string) => {
    const file = join(folder, `replica.db${suffix}`);
    expect(existsSync(file), file).toBe(true);
    damage(file, how);
    // The log would make up for much of it.
    if (suffix === "") rmSync(`${file}-wal`, { force: true });
  };
  async function heals(how: string, harm: (folder: string) => void, tells: boolean): Promise<void> {
    const home = join(root, `home-${how}`);
    cpSync(template, home, { recursive: true });
    harm(join(home, "sync"));
    const core = await startCoreProcess({ home });
    const found = async (text: string) => (await core.client.call("search.query", { text })).results.map(({ path }) => path);
    expect(await found("foghorn twice"), how).toEqual(["docs/foghorn.md"]);
    expect(await core.client.call("sync.now", {}), how).toMatchObject({ removedHere: 0, removedThere: 0 });
    expect(await core.client.call("sync.now", {}), how).toMatchObject({ sent: 0, fetched: 0, removedHere: 0, removedThere: 0 });
    expect(await core.client.call("sync.status", {}), how).toMatchObject({ phase: "current", waiting: 0, message: "" });
    expect(await found("barges moor"), how).toEqual(["docs/quay.md"]);
    if (tells) {
      const { problems } = await core.client.call("host.status", {});
      expect(problems.map(({ message }) => message).join(), how).toMatch(
        /^Sync: The replica on this machine was (damaged|gone).*built anew/,
      );
    }
    await core.close();
    expect(dumpDatabase(home), how).toEqual(both);
    expect(dumpDatabase(join(home, "sync"), "replica.db"), how).toEqual(both);
    rmSync(home, { recursive: true });
  }

  async function serverAsBefore(): Promise<void> {
    await server.kill();
    server.wipe();
    cpSync(before, server.dataFolder, { recursive: true });
    await server.start();
  }

  test.each(["", "-client_wal_index", "-wal", "-shm"])("replica.db%s, in each way", async (suffix) => {
    await serverAsBefore();
    await Promise.all(DAMAGES.map((how) => heals(how, harmed(suffix, how), suffix === "")));
    expect(await dumpServer(server)).toEqual(both);
  });

  test("its whole folder gone", async () => {
    await serverAsBefore();
    await heals("folder", (folder) => rmSync(folder, { recursive: true }), false);
    expect(await dumpServer(server)).toEqual(both);
  });
});
