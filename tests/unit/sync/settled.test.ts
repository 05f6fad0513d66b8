import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runRound } from "../../../src-main/core/sync/round.ts";
import type { SharedKind } from "../../../src-shared/contract/sync.ts";
import type { Star } from "../../../src-shared/domain/index.ts";
import { draft, file, REPOSITORY } from "../../conformance/store/library.ts";
import { openTwoLibraries, type TwoLibraries } from "./two-libraries.ts";

/** Two real libraries; which of their methods were called is noted. */
describe("a round with nothing to do", () => {
  let libraries: TwoLibraries;
  let local: TwoLibraries["local"];
  let shared: TwoLibraries["shared"];
  let called: string[];

  async function round(kinds?: readonly SharedKind[]) {
    called.length = 0;
    return runRound({ ...libraries.parts, ...(kinds === undefined ? {} : { kinds }) });
  }

  beforeEach(async () => {
    libraries = openTwoLibraries();
    ({ local, shared, called } = libraries);
    await local.upsertRepository(REPOSITORY);
    await local.replaceDocuments([file("a.md", [draft("one")])]);
  });
  afterEach(() => libraries.close());

  test("compares once, then asks for two numbers only, until either side is written or another choice is made", async () => {
    expect(await round()).toMatchObject({ sent: 1 });
    expect(called).toContain("documentDigests");
    expect(await round()).toMatchObject({ sent: 0 });
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
    const { parts } = libraries;
    const failing = { ...parts.shared, replaceDocuments: async () => Promise.reject(new Error("gone")) };
    const cut = runRound({ ...parts, shared: failing });
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
