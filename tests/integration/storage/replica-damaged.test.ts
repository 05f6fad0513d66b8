/**
 * The replica of a storage on a server, damaged in each of its files and ways while the app was closed and something waited to be
 * sent: it is built anew from the server, what waited arrives, and the user is told.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ensureBundles } from "../../../build/bundle.ts";
import { startCoreProcess, type CoreProcess } from "../../support/core-process.ts";
import { damage, DAMAGES, type Damage } from "../../support/damage.ts";
import { dumpDatabase, dumpServer, type Dump } from "../../support/dump-database.ts";
import { createSampleRepository } from "../../support/fixture-repository.ts";
import { sqldMissing, startSqld, type Sqld } from "../../support/sqld.ts";

describe.skipIf(sqldMissing !== null)(`a damaged replica${sqldMissing === null ? "" : ` (${sqldMissing})`}`, () => {
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
    // Enough that libSQL moves pages from the log into the file itself.
    for (let n = 0; n < 60; n++) {
      const words = Array.from({ length: 300 }, (_, at) => `word${(n * 7919 + at * 104_729) % 99_991}`);
      repository.write(`notes/${n}.md`, `# Note ${n}\n\n${words.join(" ")}\n`);
    }
    let core = await startCoreProcess({ home: template });
    await core.client.call("storage.saveToken", { token: server.token() });
    await index(core);
    await core.client.call("storage.switch", { target: { kind: "turso-embedded", url: server.url } });
    await core.close();
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
    await vi.waitFor(async () => expect(await found(core, "foghorn twice")).toEqual(["docs/foghorn.md"]), { timeout: 30_000 });
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
  async function expectHealed(core: CoreProcess): Promise<void> {
    await expect.poll(async () => found(core, "foghorn twice"), { timeout: 20_000 }).toEqual(["docs/foghorn.md"]);
    expect(await found(core, "ring buffer over a database")).toContain("layer/sessions/20260204-213118.md");
    await expect.poll(async () => core.client.call("sync.status", {}), { timeout: 20_000 }).toMatchObject({ phase: "current", waiting: 0 });
    expect(await dumpServer(server)).toEqual(whole);
  }

  const FILES = ["", "-client_wal_index", "-wal", "-shm"];
  const cases = FILES.flatMap((suffix) => DAMAGES.map((how): [string, Damage] => [suffix, how]));

  test.each(cases)("replica.db%s, %s", async (suffix, how) => {
    await resetServer();
    const home = join(root, `home${suffix}-${how}`);
    cpSync(template, home, { recursive: true });
    const file = join(home, `replica.db${suffix}`);
    expect(existsSync(file)).toBe(true);
    damage(file, how);
    // The log would make up for much of it.
    if (suffix === "") rmSync(`${file}-wal`, { force: true });
    const core = await startCoreProcess({ home });
    await expectHealed(core);
    // libSQL itself fetches what a truncated file lacks.
    if (suffix === "" && how !== "truncated") {
      const { problems } = await core.client.call("host.status", {});
      expect(problems.map(({ message }) => message).join()).toMatch(/replica on this machine was (damaged|gone).*built anew/i);
    }
    await core.close();
    expect(dumpDatabase(home, "replica.db")).toEqual(whole);
    rmSync(home, { recursive: true });
  });

  test.each(DAMAGES)("replica.db, %s while the app runs", async (how) => {
    await resetServer();
    rmSync(join(repository.root, "docs/gale.md"), { force: true });
    const home = join(root, `running-${how}`);
    cpSync(template, home, { recursive: true });
    const core = await startCoreProcess({ home });
    await expectHealed(core);
    damage(join(home, "replica.db"), how);
    repository.write("docs/gale.md", "# Gale\n\nThe gale was noted.\n");
    await index(core);
    await expect.poll(async () => found(core, "gale noted"), { timeout: 20_000 }).toContain("docs/gale.md");
    rmSync(join(repository.root, "docs/gale.md"));
    await index(core);
    await expectHealed(core);
    await core.close();
    expect(dumpDatabase(home, "replica.db")).toEqual(whole);
  });
});
