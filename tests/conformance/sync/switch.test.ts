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

  test("goes through every kind and back; each serves and ranks the same at once and after a start, and the old ones are kept", async () => {
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
      expect(report).toMatchObject({ to: kind, documents: 8 });
      for (const start of ["at once", "after a start"]) {
        if (start === "after a start") core = await core.reopen();
        expect(await core.client.call("storage.get", {}), start).toMatchObject({ kind, next: null, problem: "" });
        expect(await ranking(), start).toEqual(before);
        expect((await core.client.call("host.doctor", {})).every(({ ok }) => ok)).toBe(true);
      }
    }
    const { kept } = await core.client.call("storage.get", {});
    expect(kept.map(({ kind }) => kind)).toEqual(["sqlite", "turso-local", "turso-embedded", "turso-remote"]);
    expect(existsSync(first)).toBe(true);
  });

  test("back at a storage that was left, it is not left behind any more, and the one in use cannot be deleted", async () => {
    await core.client.call("storage.switch", { target: { kind: "turso-local" } });
    const [left] = (await core.client.call("storage.get", {})).kept;
    expect(left).toMatchObject({ kind: "sqlite" });
    await core.client.call("storage.switch", { target: { kind: "sqlite" } });
    expect(await core.client.call("storage.get", {})).toMatchObject({ kind: "sqlite", next: null, kept: [{ kind: "turso-local" }] });
    await expect(core.client.call("storage.removeKept", { id: left?.id ?? "" })).rejects.toMatchObject({ code: "conflict" });
    const [other] = (await core.client.call("storage.get", {})).kept;
    const { kept } = await core.client.call("storage.removeKept", { id: other?.id ?? "" });
    expect(kept).toEqual([]);
    expect(existsSync(other?.place ?? "")).toBe(false);
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
