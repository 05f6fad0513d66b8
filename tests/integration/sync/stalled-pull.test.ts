/** A server that goes away in the middle of a pull and leaves the connection open: libSQL would wait for it for ever. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holderOf } from "../../../src-main/core/store/turso/replica-lock.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { startProxy, type Proxy } from "../../support/proxy.ts";
import { coreOn, found, onServer, pathsHere, pathsOnServer, SESSION, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

const SILENT = /did not answer in time/;
/** More than any question is answered with, less than a library. */
const IN_THE_PAGES = 100_000;

describeWithSqld("a pull that stalls", () => {
  let server: Sqld;
  let proxy: Proxy;
  let repository: FixtureRepository;
  let core: TestCore;

  beforeEach(async () => {
    server = await startSqld();
    proxy = await startProxy(server.port);
    repository = createSampleRepository();
  });
  afterEach(async () => {
    await core.stop();
    await proxy.close();
    await server.remove();
    repository.remove();
  });

  async function shareFromElsewhere(): Promise<void> {
    const home = mkdtempSync(join(tmpdir(), "verdigris-other-"));
    const other = createSampleRepository();
    other.write("pilot.md", "# Pilot\n\nThe pilot boat leaves at dawn.\n");
    const first = await startTestCore({ home });
    await first.index(other.root);
    await first.client.call("storage.saveToken", { token: server.token() });
    await first.client.call("sync.set", { enabled: true, url: server.url });
    await first.client.call("sync.now", {});
    await first.stop();
    rmSync(home, { recursive: true });
    other.remove();
  }
  /** Turns sync on; resolves in the middle of its first pull, which has stalled. */
  async function turnOnUntilStalled(): Promise<void> {
    proxy.stallAfter(IN_THE_PAGES);
    const met = proxy.met();
    await core.client.call("storage.saveToken", { token: server.token() });
    await core.client.call("sync.set", { enabled: true, url: proxy.url });
    await met;
  }

  test("of sync: the status says that the server does not answer, searching goes on, and the round is made by itself when it does", async () => {
    await shareFromElsewhere();
    core = await startTestCore({ upkeep: true });
    await core.index(repository.root);
    await turnOnUntilStalled();
    expect(await found(core)).toContain(SESSION);
    const status = await whenPhase(core, "offline");
    expect(status.message).toMatch(SILENT);
    await whenStatus(core, ({ nextAt }) => nextAt !== null);
    expect(await found(core)).toContain(SESSION);
    proxy.pass();
    await whenPhase(core, "current");
    expect(await pathsOnServer(server)).toContain("layer/sessions/20260204-213118.md");
    expect(await found(core, "pilot boat dawn")).toContain("pilot.md");
  });

  test("leaves no process behind that would keep the replica to itself, when all is closed meanwhile", async () => {
    await shareFromElsewhere();
    core = await startTestCore({ upkeep: true });
    await turnOnUntilStalled();
    const replica = join(core.home, "sync", "replica.db");
    expect(holderOf(replica)).not.toBeNull();
    await core.stopKeeping();
    expect(holderOf(replica)).toBeNull();
    core = await startTestCore({ home: core.home });
    proxy.pass();
    await core.client.call("sync.now", {});
    expect(await found(core, "pilot boat dawn")).toContain("pilot.md");
  });

  test("of a storage: what is here serves and is written, what was written is sent, and the replica follows when the server answers", async () => {
    core = await coreOn("turso-embedded", proxy.url, server.token(), repository.root, { upkeep: true });
    await whenPhase(core, "current");
    await onServer(server, "CREATE TABLE filler (bytes BLOB)");
    await onServer(
      server,
      "INSERT INTO filler WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT randomblob(2000) FROM n",
    );
    await onServer(server, "UPDATE change_counter SET value = value + 1");
    proxy.stallAfter(IN_THE_PAGES);
    const met = proxy.met();
    const reconnecting = core.client.call("storage.reconnect", {});
    await met;
    expect(await found(core)).toContain(SESSION);
    await reconnecting;
    expect((await whenPhase(core, "offline")).message).toMatch(SILENT);
    repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    expect((await core.index(repository.root)).report.state).toBe("done");
    proxy.pass();
    await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    expect(await pathsOnServer(server)).toContain("notes/foghorn.md");
    await expect.poll(() => pathsHere(core, "replica.db"), { timeout: 60_000 }).toEqual(await pathsOnServer(server));
  });
});
