import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyLibrary } from "../../../src-main/core/store/copy-library.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import { clusteredVectors } from "../../unit/vectors/support.ts";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { belief, code, commit, draft, file, REPOSITORY, sessionFile } from "./library.ts";

export function describeBooks(column: Column): void {
  describe("copies", () => {
    const { bench, store } = benchOf(column);

    async function fill(): Promise<void> {
      await store().replaceDocuments([
        file("docs/a.md", [draft("one — ü", { breadcrumb: ["x"] }), draft("two")]),
        code("src/a.rs", ["alpha", "beta"]),
        sessionFile("20260204-213118"),
        file("b.md", [draft("held", { type: "belief" })], { belief: belief("b"), document: { kind: "belief" } }),
      ]);
      const one = commit("abcd", "Subject", { body: "Body" });
      await store().writeCommits(REPOSITORY.id, [one]);
      await store().replaceSessionLinks(REPOSITORY.id, [
        {
          sessionId: `${REPOSITORY.id}/20260204-213118`,
          links: [
            {
              hash: one.commit.hash,
              grade: "exact",
              evidence: "range",
              proofs: [{ kind: "tag-range", facts: { from: "ü" }, text: "between tags" }],
            },
          ],
        },
      ]);
      await store().createSpace(
        { id: "s", embedder: "e", dimensions: 8, trainedOn: 7, createdAt: "2026-01-01T00:00:00Z", state: "building" },
        new Uint8Array([1, 2, 3]),
      );
      await store().activateSpace("s");
      const ids = (await store().passageTokens(-1, 100)).map(({ id }) => id);
      const vectors = clusteredVectors(ids.length, 8);
      await store().saveVectors(
        "s",
        ids.map((passageId, index) => ({ passageId, vector: vectors.slice(index * 8, index * 8 + 8) })),
      );
    }

    test("to SQLite and back are the same library", async () => {
      await fill();
      const middle = openSqliteStore({ path: join(bench().folder, "middle.db"), backupsDir: bench().folder });
      const there = await copyLibrary(store(), middle);
      expect(there).toMatchObject({ repositories: 2, documents: 5, copied: 5, passages: 7, vectors: 7, differences: [] });
      const digests = await store().documentDigests(-1, 100);
      expect(await middle.documentDigests(-1, 100)).toEqual(digests);
      expect(await middle.check()).toEqual([]);

      const again = await column.open();
      const back = await copyLibrary(middle, again.store());
      expect(back).toMatchObject({ copied: 5, vectors: 7, differences: [] });
      expect(await again.store().documentDigests(-1, 100)).toEqual(digests);
      expect(await again.store().readSession(`${REPOSITORY.id}/20260204-213118`)).toEqual(
        await store().readSession(`${REPOSITORY.id}/20260204-213118`),
      );
      expect(await again.store().sessionLinks(REPOSITORY.id)).toEqual(await store().sessionLinks(REPOSITORY.id));
      expect(await again.store().vectorPage("s", -1, 100)).toEqual(await store().vectorPage("s", -1, 100));
      expect(await again.store().check()).toEqual([]);
      await again.remove();
      await middle.close();
    });

    test("made twice cost nothing; a part can be left out", async () => {
      await fill();
      const target = openSqliteStore({ path: join(bench().folder, "part.db"), backupsDir: bench().folder });
      const part = await copyLibrary(store(), target, { includes: ({ kind }) => kind !== "code" });
      expect(part).toMatchObject({ documents: 4, copied: 4, differences: [] });
      expect(await target.counts(REPOSITORY.id)).toMatchObject({ documents: { code: 0, session: 1, commit: 1 } });
      expect(await copyLibrary(store(), target, { includes: ({ kind }) => kind !== "code" })).toMatchObject({ documents: 4, copied: 0 });
      expect(await copyLibrary(store(), target)).toMatchObject({ copied: 1 });
      await target.close();
    });

    test("stop when asked, and the next one goes on", async () => {
      await fill();
      const target = openSqliteStore({ path: join(bench().folder, "stopped.db"), backupsDir: bench().folder });
      const controller = new AbortController();
      const stopped = copyLibrary(store(), target, { signal: controller.signal, onProgress: () => controller.abort() });
      await expect(stopped).rejects.toThrow();
      expect(await copyLibrary(store(), target)).toMatchObject({ differences: [] });
      expect(await target.check()).toEqual([]);
      await target.close();
    });
  });
}
