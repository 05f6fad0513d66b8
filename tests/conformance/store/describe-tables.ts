import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { copyLibrary } from "../../../src-main/core/store/copy-library.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { code, commit, draft, file, REPOSITORY, sessionFile } from "./library.ts";

export function describeTables(column: Column): void {
  describe("copied tables", () => {
    const { bench, store } = benchOf(column);

    test("of a copy that lost or changed anything are named", async () => {
      await store().replaceDocuments([
        file("docs/a.md", [draft("one"), draft("two")]),
        code("src/a.rs", ["alpha"]),
        sessionFile("20260204-213118"),
      ]);
      await store().writeCommits(REPOSITORY.id, [commit("abcd", "Subject", { body: "Body" })]);
      const path = join(bench().folder, "copy.db");
      const copy = openSqliteStore({ path, backupsDir: bench().folder });
      expect((await copyLibrary(store(), copy)).differences).toEqual([]);
      const ids = (await store().documentDigests(-1, 100)).map(({ id }) => id);
      const ours = await store().contentSums(ids);
      expect(ours.filter(({ rows }) => rows > 0).map(({ table }) => table)).toEqual(
        expect.arrayContaining(["document", "passage", "passage_content", "symbol", "session", "observation", "git_commit"]),
      );
      expect(await copy.contentSums(ids)).toEqual(ours);
      await copy.close();
      for (const [table, harm] of [
        ["symbol", "DELETE FROM symbol"],
        ["observation", "UPDATE observation SET title = title || '.'"],
        ["git_commit", "UPDATE git_commit SET body = ''"],
        ["passage_content", "UPDATE passage_content SET text = 'x' || substr(text, 2)"],
      ] as const) {
        const database = new Database(path);
        database.exec(harm);
        database.close();
        const harmed = openSqliteStore({ path, backupsDir: bench().folder });
        const { differences } = await copyLibrary(store(), harmed);
        expect(differences).toContainEqual(expect.stringContaining(`rows of ${table} are not the same`));
        await harmed.close();
      }
    });

    test("of spaces are copied, those that served before too", async () => {
      await store().replaceDocuments([file("docs/a.md", [draft("one"), draft("two")])]);
      const ids = (await store().passageTokens(-1, 100)).map(({ id }) => id);
      const vector = new Float32Array([1, 0, 0, 0, 0, 0, 0, 0]);
      for (const id of ["old", "new"]) {
        const space = { id, embedder: "e", dimensions: 8, trainedOn: 7, createdAt: `2026-01-0${id === "old" ? 1 : 2}T00:00:00Z` };
        await store().createSpace({ ...space, state: "building" }, new Uint8Array([1, 2]));
        await store().saveVectors(
          id,
          ids.map((passageId) => ({ passageId, vector })),
        );
        await store().activateSpace(id);
      }
      const copy = openSqliteStore({ path: join(bench().folder, "spaces.db"), backupsDir: bench().folder });
      expect(await copyLibrary(store(), copy)).toMatchObject({ vectors: 4, differences: [] });
      expect(await copy.listSpaces()).toEqual(await store().listSpaces());
      await copy.close();
    });
  });
}
