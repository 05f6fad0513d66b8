import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Star } from "../../../src-shared/domain/index.ts";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { draft, file, REPOSITORY, sessionFile } from "./library.ts";

const ascending = (a: number, b: number): number => a - b;

export function describeStars(column: Column): void {
  describe("stars", () => {
    const { store } = benchOf(column);
    const lamp = file("docs/lamp.md", [draft("lamp one"), draft("lamp two")]);
    const rest = file("docs/rest.md", [draft("lamp three")]);
    const logged = sessionFile("20260204-213118");

    const star = (change: Partial<Star>): Star => ({
      key: `document:${lamp.document.id}`,
      type: "doc",
      repositoryId: REPOSITORY.id,
      documentId: lamp.document.id,
      passageId: null,
      sessionId: null,
      path: lamp.document.path,
      title: "as it was called",
      starred: true,
      clock: 1,
      at: "2026-02-05T00:00:00Z",
      ...change,
    });
    const first = (write: typeof lamp): number => write.passages[0]?.id ?? 0;
    const found = async (is: { include: "starred"[]; exclude: "starred"[] }): Promise<number[]> =>
      (await store().newestCandidates({ is }, 100)).map(({ passageId }) => passageId ?? 0).toSorted(ascending);

    test("on a document are on all of its passages, on a passage on that alone, and can be left out", async () => {
      await store().replaceDocuments([lamp, rest, logged]);
      await store().saveStars([
        star({ key: `passage:${first(lamp)}`, passageId: first(lamp) }),
        star({
          key: `session:${logged.session?.id}`,
          type: "session",
          documentId: logged.document.id,
          sessionId: logged.session?.id ?? "",
        }),
      ]);
      expect(await found({ include: ["starred"], exclude: [] })).toEqual([first(lamp), first(logged)].toSorted(ascending));
      await store().saveStars([star({})]);
      const starred = [...lamp.passages, ...logged.passages].map(({ id }) => id).toSorted(ascending);
      expect(await found({ include: ["starred"], exclude: [] })).toEqual(starred);
      expect(await found({ include: [], exclude: ["starred"] })).toEqual([first(rest)]);
    });

    test("outlive the repository and are found again by the next index; a session's follows its file", async () => {
      await store().replaceDocuments([lamp, logged]);
      const session = { key: `session:${logged.session?.id}`, type: "session" as const, sessionId: logged.session?.id ?? "" };
      await store().saveStars([star({}), star({ ...session, documentId: logged.document.id, at: "2026-02-06T00:00:00Z" })]);
      await store().removeRepository(REPOSITORY.id);
      expect(await store().listStars()).toMatchObject([
        { present: false },
        { present: false, title: "as it was called", path: "docs/lamp.md" },
      ]);

      await store().upsertRepository(REPOSITORY);
      const moved = file("layer/sessions/old/moved.md", [draft("moved")], logged.session === null ? {} : { session: logged.session });
      await store().replaceDocuments([lamp, moved]);
      expect(await store().listStars()).toMatchObject([
        { present: true, documentId: moved.document.id, path: "layer/sessions/old/moved.md", repository: REPOSITORY.name },
        { present: true, documentId: lamp.document.id, title: "lamp.md" },
      ]);
      expect(await found({ include: ["starred"], exclude: [] })).toEqual(
        [...lamp.passages, ...moved.passages].map(({ id }) => id).toSorted(ascending),
      );
    });

    test("that are taken away are remembered, and only a later change brings them back", async () => {
      await store().saveStars([star({ clock: 1 })]);
      await store().saveStars([star({ clock: 2, starred: false })]);
      await store().saveStars([star({ clock: 1 })]);
      expect(await store().listStars()).toEqual([]);
      expect(await store().starStates()).toEqual([star({ clock: 2, starred: false })]);
      await store().saveStars([star({ clock: 2 })]);
      expect(await store().starStates()).toMatchObject([{ starred: true, clock: 2 }]);
    });

    test("merge to the same whatever the order they come in", async () => {
      const state = fc.record({ clock: fc.integer({ min: 1, max: 3 }), starred: fc.boolean() });
      let round = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(state, { minLength: 1, maxLength: 5 }), async (states) => {
          const key = (side: string): string => `document:${side}${round}`;
          round++;
          await store().saveStars(states.map((one) => star({ ...one, key: key("a") })));
          await store().saveStars(states.toReversed().map((one) => star({ ...one, key: key("b") })));
          const held = new Map((await store().starStates()).map((one) => [one.key, [one.clock, one.starred]]));
          expect(held.get(key("a"))).toEqual(held.get(key("b")));
        }),
        { numRuns: 20 },
      );
    });

    test("the revision changes with each write and stays without one", async () => {
      const before = await store().libraryRevision();
      expect(await store().libraryRevision()).toBe(before);
      await store().saveStars([]);
      expect(await store().libraryRevision()).toBe(before);
      await store().saveStars([star({})]);
      expect(await store().libraryRevision()).not.toBe(before);
    });
  });
}
