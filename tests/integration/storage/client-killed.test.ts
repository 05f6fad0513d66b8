/**
 * kill -9 of a core and its libSQL processes at ten moments of a switch of the storage, to a server and back: the next start serves
 * everything, the switch can be made again, and both sides hold the same.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StorageKind } from "../../../src-shared/contract/storage.ts";
import { startCoreProcess, type CoreProcess } from "../../support/core-process.ts";
import { dumpDatabase, dumpServer, type Dump } from "../../support/dump-database.ts";
import { createSampleRepository } from "../../support/fixture-repository.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore } from "../../support/test-core.ts";

/** Ten in all: there, and back. */
const MOMENTS = { there: 6, back: 4 };
const NOTES = 60;

describeWithSqld("killed in a switch", () => {
  const root = mkdtempSync(join(tmpdir(), "verdigris-switch-killed-"));
  const repository = createSampleRepository();
  const onFile = join(root, "on-file");
  const onServer = join(root, "on-server");
  let server: Sqld;
  let content: Dump;
  let ranking: readonly unknown[];
  let steps: { there: number; back: number };
  let cutOff = 0;

  const targetOf = (kind: StorageKind) => ({ kind, url: server.url, path: kind === "sqlite" ? "back.db" : "" });
  async function rank(core: Pick<CoreProcess, "client">): Promise<readonly unknown[]> {
    const { results } = await core.client.call("search.query", { text: "keeper ring buffer" });
    return results.map(({ passageId, score }) => [passageId, score.toFixed(6)]);
  }
  async function switchAlone(home: string, kind: StorageKind): Promise<number> {
    const core = await startCoreProcess({ home });
    let count = 0;
    core.client.on("network.request", () => count++);
    await core.client.call("storage.switch", { target: targetOf(kind) }, { onProgress: () => count++ });
    await core.close();
    return count;
  }
  async function emptied(): Promise<void> {
    await server.kill();
    server.wipe();
    await server.start();
  }

  beforeAll(async () => {
    server = await startSqld();
    for (let n = 0; n < NOTES; n++) repository.write(`docs/${n}.md`, `# Chapter ${n}\n\nThe keeper wrote entry ${n}.\n`);
    repository.commit("Write the chapters");
    const core = await startTestCore({ home: onFile });
    await core.index(repository.root);
    await core.client.call("storage.saveToken", { token: server.token() });
    ranking = await rank(core);
    await core.stop();
    content = dumpDatabase(onFile);
    cpSync(onFile, onServer, { recursive: true });
    const there = await switchAlone(onServer, "turso-embedded");
    cpSync(onServer, join(root, "alone"), { recursive: true });
    steps = { there, back: await switchAlone(join(root, "alone"), "sqlite") };
    expect(dumpDatabase(join(root, "alone"), "back.db")).toEqual(content);
    expect(await dumpServer(server)).toEqual(content);
  });
  afterAll(async () => {
    await server.remove();
    repository.remove();
    rmSync(root, { recursive: true });
  });

  /** Killed in the switch; started again, it serves from one of the two, and a switch that did not happen is made. */
  async function killedAndDone(home: string, kind: StorageKind, step: number): Promise<void> {
    const killed = await startCoreProcess({ home, killAtStep: step });
    await killed.client.call("storage.switch", { target: targetOf(kind) }, { onProgress: () => undefined }).then(
      () => undefined,
      () => cutOff++,
    );
    await killed.kill();
    let core = await startCoreProcess({ home });
    expect(await rank(core)).toEqual(ranking);
    if ((await core.client.call("storage.get", {})).kind !== kind) {
      await core.client.call("storage.switch", { target: targetOf(kind) });
      await core.close();
      core = await startCoreProcess({ home });
    }
    const view = await core.client.call("storage.get", {});
    expect(view.kind).toBe(kind);
    expect(view.kept.map((one) => one.kind)).toContain(kind === "sqlite" ? "turso-embedded" : "sqlite");
    expect(await rank(core)).toEqual(ranking);
    expect((await core.client.call("host.doctor", {})).filter(({ ok }) => !ok)).toEqual([]);
    await core.close();
  }
  test.each(Array.from({ length: MOMENTS.there }, (_, part) => [part]))("to a replica of a server, in part %i of six", async (part) => {
    await emptied();
    const home = join(root, `there-${part}`);
    cpSync(onFile, home, { recursive: true });
    await killedAndDone(home, "turso-embedded", Math.floor((part / MOMENTS.there) * steps.there));
    expect(await dumpServer(server)).toEqual(content);
    expect(dumpDatabase(home)).toEqual(content);
    expect(dumpDatabase(home, "replica.db")).toEqual(content);
  });

  test.each(Array.from({ length: MOMENTS.back }, (_, part) => [part]))(
    "from a replica of a server to a file, in part %i of four",
    async (part) => {
      if (part === 0) {
        await emptied();
        rmSync(onServer, { recursive: true });
        cpSync(onFile, onServer, { recursive: true });
        await switchAlone(onServer, "turso-embedded");
      }
      const home = join(root, `back-${part}`);
      cpSync(onServer, home, { recursive: true });
      await killedAndDone(home, "sqlite", Math.floor((part / MOMENTS.back) * steps.back));
      expect(dumpDatabase(home, "back.db")).toEqual(content);
      expect(await dumpServer(server)).toEqual(content);
    },
  );

  test("nearly all of these switches were cut off: how many requests one makes depends a little on its speed", () => {
    expect(cutOff).toBeGreaterThanOrEqual(MOMENTS.there + MOMENTS.back - 2);
  });
});
