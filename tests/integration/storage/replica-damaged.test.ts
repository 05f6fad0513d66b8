/**
 * The replica of a storage on a server, damaged in each of its files and ways while the app was closed and something waited to be
 * sent: it is built anew from the server, what waited arrives, and the user is told.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ensureBundles } from "../../../build/bundle.ts";
import { startCoreProcess, type CoreProcess } from "../../support/core-process.ts";
import { damage, DAMAGES, moveLogIntoFile, type Damage } from "../../support/damage.ts";
import { dumpDatabase, dumpServer, type Dump } from "../../support/dump-database.ts";
import { createSampleRepository } from "../../support/fixture-repository.ts";
import { whenPhase } from "../../support/server-faults.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";

/** Longer than any of it takes: how long a busy machine needs is no matter here. */
const PATIENCE = 60_000;

describeWithSqld("a damaged replica", () => {
  const root = mkdtempSync(join(tmpdir(), "verdigris-damaged-"));
  const repository = createSampleRepository();
  const template = join(root, "template");
  const before = join(root, "server");
  let server: Sqld;
  /** The library with what waited. */
  let whole: Dump;

  async function index(core: CoreProcess): Promise<void> {
    const { runId } = await core.client.call("library.add", { path: repository.root });
    expect(await core.client.call("library.awaitRun", { runId })).toMatchObject({ state: "done", message: "" });
  }
  const found = async (core: CoreProcess, text: string) =>
    (await core.client.call("search.query", { text })).results.map(({ path }) => path);

  beforeAll(async () => {
    await ensureBundles(["main"]);
    server = await startSqld();
    for (let n = 0; n < 60; n++) {
      const words = Array.from({ length: 300 }, (_, at) => `word${(n * 7919 + at * 104_729) % 99_991}`);
      repository.write(`notes/${n}.md`, `# Note ${n}\n\n${words.join(" ")}\n`);
    }
    let core = await startCoreProcess({ home: template });
    await core.client.call("storage.saveToken", { token: server.token() });
    await index(core);
    await core.client.call("storage.switch", { target: { kind: "turso-embedded", url: server.url } });
    await core.close();
    expect(moveLogIntoFile(join(template, "replica.db"))).toBeGreaterThan(1_000_000);
    await server.kill();
    cpSync(server.dataFolder, before, { recursive: true });
    // Written while the server is away, then everything ends at once.
    core = await startCoreProcess({ home: template });
    repository.write("docs/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    await index(core);
    expect(await found(core, "foghorn twice")).toEqual([]);
    expect((await core.client.call("sync.status", {})).waiting).toBeGreaterThan(0);
    await core.kill();
    await server.start();
    const alone = join(root, "alone");
    cpSync(template, alone, { recursive: true });
    core = await startCoreProcess({ home: alone });
    await vi.waitFor(async () => expect(await found(core, "foghorn twice")).toEqual(["docs/foghorn.md"]), { timeout: PATIENCE });
    await core.close();
    whole = await dumpServer(server);
    expect(dumpDatabase(alone, "replica.db")).toEqual(whole);
  });
  afterAll(async () => {
    await server.remove();
    repository.remove();
    rmSync(root, { recursive: true });
  });

  async function resetServer(): Promise<void> {
    await server.kill();
    server.wipe();
    cpSync(before, server.dataFolder, { recursive: true });
    await server.start();
  }
  async function expectHealed(core: CoreProcess, message: string): Promise<void> {
    const patience = { timeout: PATIENCE, message };
    await expect.poll(async () => found(core, "foghorn twice"), patience).toEqual(["docs/foghorn.md"]);
    expect(await found(core, "ring buffer over a database"), message).toContain("layer/sessions/20260204-213118.md");
    await expect.poll(async () => core.client.call("sync.status", {}), patience).toMatchObject({ phase: "current", waiting: 0 });
    expect(await dumpServer(server), message).toEqual(whole);
  }
  function leftInOutbox(home: string): string[] {
    return readdirSync(join(home, "outbox"), { recursive: true })
      .map(String)
      .filter((name) => /\.(op|refused)$/.test(name));
  }

  // Each is another machine that had written the same: what every one of them had to send must have left it.
  async function heals(suffix: string, how: Damage): Promise<void> {
    const home = join(root, `home${suffix}-${how}`);
    cpSync(template, home, { recursive: true });
    const file = join(home, `replica.db${suffix}`);
    expect(existsSync(file)).toBe(true);
    damage(file, how);
    // The log would make up for much of it.
    if (suffix === "") rmSync(`${file}-wal`, { force: true });
    const core = await startCoreProcess({ home });
    await expectHealed(core, how);
    if (suffix === "") {
      const { problems } = await core.client.call("host.status", {});
      expect(problems.map(({ message }) => message).join(), how).toMatch(/replica on this machine was (damaged|gone).*built anew/i);
    }
    await core.close();
    expect(dumpDatabase(home, "replica.db"), how).toEqual(whole);
    expect(leftInOutbox(home), how).toEqual([]);
    rmSync(home, { recursive: true });
  }
  test.each(["", "-client_wal_index", "-wal", "-shm"])("replica.db%s, in each way", async (suffix) => {
    await resetServer();
    await Promise.all(DAMAGES.map((how) => heals(suffix, how)));
  });

  test("replica.db, in each way while the app runs", async () => {
    await resetServer();
    const running = await Promise.all(
      DAMAGES.map(async (how) => {
        const home = join(root, `running-${how}`);
        cpSync(template, home, { recursive: true });
        const core = await startCoreProcess({ home });
        await expectHealed(core, how);
        damage(join(home, "replica.db"), how);
        return { how, home, core };
      }),
    );
    repository.write("docs/gale.md", "# Gale\n\nThe gale was noted.\n");
    await Promise.all(
      running.map(async ({ how, core }) => {
        await index(core);
        await expect.poll(async () => found(core, "gale noted"), { timeout: PATIENCE, message: how }).toContain("docs/gale.md");
      }),
    );
    rmSync(join(repository.root, "docs/gale.md"));
    for (const { core } of running) await index(core);
    for (const { how, home, core } of running) {
      await expectHealed(core, how);
      // It may have fetched last in the middle of another one's run.
      await core.client.call("storage.reconnect", {});
      await whenPhase(core, "current");
      await core.close();
      expect(dumpDatabase(home, "replica.db"), how).toEqual(whole);
    }
  });
});
