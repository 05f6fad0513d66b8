import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { KnowledgeStore } from "../../../src-main/core/store/knowledge-store.ts";
import type { MachineStore } from "../../../src-main/core/store/machine-store.ts";
import type { Remote } from "../../../src-main/core/store/service.ts";
import { openMachineStore } from "../../../src-main/core/store/sqlite/machine-db.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import { runRound } from "../../../src-main/core/sync/round.ts";
import { SHARED_BY_DEFAULT, type SharedKind } from "../../../src-shared/contract/sync.ts";
import type { Star } from "../../../src-shared/domain/index.ts";
import { draft, file, REPOSITORY } from "../../conformance/store/library.ts";

/** Two real libraries; which of their methods were called is noted. */
describe("a round with nothing to do", () => {
  let folder: string;
  let local: KnowledgeStore;
  let shared: KnowledgeStore;
  let machine: MachineStore;
  const called: string[] = [];

  const noting = (store: KnowledgeStore): Remote<KnowledgeStore> =>
    Object.fromEntries(
      Object.entries(store).map(([name, method]) => [
        name,
        async (...args: never[]): Promise<unknown> => {
          called.push(name);
          return (method as (...args: never[]) => unknown)(...args);
        },
      ]),
    ) as unknown as Remote<KnowledgeStore>;
  async function round(kinds: readonly SharedKind[] = SHARED_BY_DEFAULT) {
    called.length = 0;
    return runRound({
      local: noting(local),
      shared: noting(shared),
      machine: machine as unknown as Remote<MachineStore>,
      kinds,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "verdigris-settled-"));
    const open = (name: string): KnowledgeStore => openSqliteStore({ path: join(folder, name), backupsDir: folder });
    local = open("local.db");
    shared = open("shared.db");
    machine = openMachineStore(join(folder, "machine.db"), folder);
    await local.upsertRepository(REPOSITORY);
    await local.replaceDocuments([file("a.md", [draft("one")])]);
  });
  afterEach(async () => {
    for (const store of [local, shared, machine]) await store.close();
    rmSync(folder, { recursive: true });
  });

  test("compares once, then asks for two numbers only, until either side is written or another choice is made", async () => {
    expect(await round()).toMatchObject({ sent: 1 });
    expect(await round()).toMatchObject({ sent: 0 });
    expect(called).toContain("documentDigests");
    expect(await round()).toMatchObject({ sent: 0, fetched: 0, stars: { sent: 0, fetched: 0 }, changes: [] });
    expect(called).toEqual(["libraryRevision", "libraryRevision"]);

    await local.replaceDocuments([file("b.md", [draft("two")])]);
    expect(await round()).toMatchObject({ sent: 1 });
    await round();
    await shared.replaceDocuments([file("c.md", [draft("three")])]);
    expect(await round()).toMatchObject({ fetched: 1 });
    await round();
    expect(await round()).toMatchObject({ sent: 0 });
    expect(called).not.toContain("documentDigests");
    expect(await round(["session"])).toMatchObject({ removedThere: 2 });
  });

  test("is not taken for done when it was cut short", async () => {
    const failing = { ...noting(shared), replaceDocuments: async () => Promise.reject(new Error("gone")) };
    const parts = { local: noting(local), machine: machine as unknown as Remote<MachineStore>, kinds: SHARED_BY_DEFAULT };
    const cut = runRound({ ...parts, shared: failing, signal: new AbortController().signal, onProgress: () => undefined });
    await expect(cut).rejects.toThrow("gone");
    expect(await round()).toMatchObject({ sent: 1 });
    expect((await shared.documentDigests(-1, 10)).map(({ path }) => path)).toEqual(["a.md"]);
  });

  test("of stars: the later state stands on both sides; what is not shared keeps its names to itself", async () => {
    const star = (key: string, change: Pick<Star, "path" | "title" | "starred" | "clock"> & Partial<Star>): Star => ({
      key,
      type: "doc",
      repositoryId: REPOSITORY.id,
      documentId: 7,
      passageId: null,
      sessionId: null,
      at: "2026-01-01T00:00:00Z",
      ...change,
    });
    const secret = `ghp_${"A1b2C3d4".repeat(5).slice(0, 36)}`;
    await local.saveStars([
      star("document:1", { path: "a.md", title: `uses ${secret}`, starred: true, clock: 1 }),
      star("document:2", { type: "code", path: "src/inner.rs", title: "inner", starred: true, clock: 1 }),
      star("document:3", { path: "c.md", title: "c", starred: true, clock: 1 }),
    ]);
    await shared.saveStars([star("document:3", { path: "c.md", title: "c", starred: false, clock: 2 })]);
    expect(await round()).toMatchObject({ stars: { sent: 2, fetched: 1 } });
    const there = await shared.starStates();
    expect(JSON.stringify(there)).not.toMatch(new RegExp(`${secret}|inner`));
    expect(there.map(({ key, starred, path }) => [key, starred, path])).toEqual([
      ["document:1", true, "a.md"],
      ["document:2", true, ""],
      ["document:3", false, "c.md"],
    ]);
    expect((await local.starStates()).map(({ title, starred }) => [title, starred])).toEqual([
      [`uses ${secret}`, true],
      ["inner", true],
      ["c", false],
    ]);
    await local.saveStars([star("document:4", { path: "d.md", title: "d", starred: true, clock: 1 })]);
    expect(await round(["doc"])).toMatchObject({ stars: { sent: 0, fetched: 0 } });
  });
});
