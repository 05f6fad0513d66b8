import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { StorageKind } from "../../../src-shared/contract/storage.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

describeWithSqld("switching the storage", () => {
  let server: Sqld;
  let repository: FixtureRepository;
  let core: TestCore;

  beforeEach(async () => {
    server = await startSqld();
    repository = createSampleRepository();
    core = await startTestCore();
    await core.index(repository.root);
    await core.client.call("storage.saveToken", { token: server.token() });
  });
  afterEach(async () => {
    await core.stop();
    await server.remove();
    repository.remove();
  });

  test("goes through every kind and back; each ranks the same after a start, and the old ones are kept", async () => {
    const ranking = async () =>
      (await core.client.call("search.query", { text: "ring buffer over a database" })).results.map(({ passageId, score }) => [
        passageId,
        score.toFixed(6),
      ]);
    const before = await ranking();
    expect(before.length).toBeGreaterThan(1);
    const first = (await core.client.call("storage.get", {})).place;
    const targets: readonly StorageKind[] = ["turso-local", "turso-embedded", "turso-remote", "sqlite"];
    for (const kind of targets) {
      const path = kind === "sqlite" ? "back.db" : "";
      const report = await core.client.call("storage.switch", { target: { kind, url: server.url, path } });
      expect(report).toMatchObject({ to: kind, documents: 8, needsRestart: true });
      core = await core.reopen();
      expect((await core.client.call("storage.get", {})).kind).toBe(kind);
      expect(await ranking()).toEqual(before);
      expect((await core.client.call("host.doctor", {})).every(({ ok }) => ok)).toBe(true);
    }
    const { kept } = await core.client.call("storage.get", {});
    expect(kept.map(({ kind }) => kind)).toEqual(["sqlite", "turso-local", "turso-embedded", "turso-remote"]);
    expect(existsSync(first)).toBe(true);
  });

  test("until the next start the old storage serves, is said to, and cannot be deleted; back at it, it is not left behind", async () => {
    const before = await core.client.call("storage.get", {});
    await core.client.call("storage.switch", { target: { kind: "turso-local" } });
    const after = await core.client.call("storage.get", {});
    expect(after).toMatchObject({ kind: "sqlite", place: before.place, engine: before.engine, next: { kind: "turso-local" } });
    const id = after.kept[0]?.id ?? "";
    await expect(core.client.call("storage.removeKept", { id })).rejects.toMatchObject({ code: "conflict" });
    expect((await core.client.call("search.query", { text: "ring buffer" })).results.length).toBeGreaterThan(0);
    core = await core.reopen();
    expect(await core.client.call("storage.get", {})).toMatchObject({ kind: "turso-local", next: null, kept: [{ id }] });
    await core.client.call("storage.switch", { target: { kind: "sqlite" } });
    core = await core.reopen();
    expect(await core.client.call("storage.get", {})).toMatchObject({ kind: "sqlite", next: null, kept: [{ kind: "turso-local" }] });
  });

  test("that is cancelled leaves the old storage serving, also after a start", async () => {
    const controller = new AbortController();
    const target = { kind: "turso-remote", url: server.url } as const;
    const switching = core.client.call("storage.switch", { target }, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(switching).rejects.toMatchObject({ code: "cancelled" });
    core = await core.reopen();
    expect((await core.client.call("storage.get", {})).kind).toBe("sqlite");
    expect((await core.client.call("search.query", { text: "ring buffer" })).results.length).toBeGreaterThan(0);
  });

  test("to a replica: with the server gone, searching goes on", async () => {
    await core.client.call("storage.switch", { target: { kind: "turso-embedded", url: server.url } });
    await server.kill();
    core = await core.reopen();
    expect((await core.client.call("search.query", { text: "ring buffer" })).results.length).toBeGreaterThan(0);
    expect(await core.client.call("host.status", {})).toMatchObject({ backend: "turso", sync: "offline" });
  });
});
