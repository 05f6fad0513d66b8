import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyLibrary } from "../../../src-main/core/store/copy-library.ts";
import { KNOWLEDGE_MIGRATIONS } from "../../../src-main/core/store/schema/knowledge-schema.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import { openLocalStore } from "../../../src-main/core/store/turso/open-local.ts";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { draft, file, REPOSITORY } from "./library.ts";

const NEWEST = KNOWLEDGE_MIGRATIONS.at(-1)?.version ?? 0;

export function describeLifecycle(column: Column): void {
  describe("the database", () => {
    const { bench, store } = benchOf(column);

    test("says what it is", async () => {
      const info = await store().info();
      expect(info.schemaVersion).toBe(NEWEST);
      expect(info.bytes).toBeGreaterThan(0);
      expect(info.capabilities).toEqual({
        backend: column.backend,
        concurrentReads: column.name === "Turso, remote",
        syncs: column.syncs,
        shared: column.backend === "turso" && !column.ownsFile,
      });
    });

    test("holds what was written when it is opened again", async () => {
      await store().replaceDocuments([file("a.md", [draft("kept")])]);
      const before = await store().documentDigests(-1, 10);
      const reopened = await bench().reopen();
      expect(await reopened.documentDigests(-1, 10)).toEqual(before);
      expect(await reopened.check()).toEqual([]);
    });

    test("tells that something was written", async () => {
      const reader = await bench().openReader();
      const before = await reader.dataVersion();
      await store().replaceDocuments([file("a.md", [draft("new")])]);
      expect(await store().passageCount()).toBe(1);
      expect(await reader.dataVersion()).not.toBe(before);
      expect(await reader.passageCount()).toBe(1);
      await reader.close();
    });

    test("is written by two at once without losing anything", async () => {
      const second = await bench().openSecond();
      const batch = (name: string) => Array.from({ length: 12 }, (_, index) => file(`${name}/${index}.md`, [draft(`${name} ${index}`)]));
      const shared = (text: string) => file("shared.md", [draft(text), draft("in both")]);
      await Promise.all([
        ...batch("one").map(async (write) => store().replaceDocuments([write])),
        ...batch("two").map(async (write) => second.replaceDocuments([write])),
        ...["a", "b", "c"].map(async (text) => store().replaceDocuments([shared(`first ${text}`)])),
        ...["a", "b", "c"].map(async (text) => second.replaceDocuments([shared(`second ${text}`)])),
      ]);
      const reopened = await bench().reopen();
      expect((await reopened.documentKeys(REPOSITORY.id)).length).toBe(25);
      const passages = await reopened.documentPassages(shared("").document.id);
      expect(passages).toHaveLength(2);
      expect(passages[1]?.text).toBe("in both");
      expect(await reopened.check()).toEqual([]);
    });

    test("of a newer version is refused and left as it is", async () => {
      await bench().store().close();
      await bench().sql(
        `INSERT INTO schema_version (version, title, applied_at) VALUES (${NEWEST + 1000}, 'from the future', '2030-01-01')`,
      );
      await expect(bench().reopen()).rejects.toMatchObject({ code: "newer-version" });
      await bench().sql(`DELETE FROM schema_version WHERE version > ${NEWEST}`);
      expect(await (await bench().reopen()).listRepositories()).toHaveLength(2);
    });

    test("of an older version is brought up to date, whichever step is missing", async () => {
      await store().replaceDocuments([file("a.md", [draft("kept")])]);
      await bench().store().close();
      await bench().sql("DROP TABLE vector_change; DELETE FROM schema_version WHERE version = 45");
      const reopened = await bench().reopen();
      expect((await reopened.info()).schemaVersion).toBe(NEWEST);
      expect(await reopened.passageCount()).toBe(1);
      if (bench().file !== null && !column.syncs) expect(readdirSync(join(bench().folder, "backups"))).toHaveLength(1);
    });

    test("is copied into one file while in use", async () => {
      await store().replaceDocuments([file("a.md", [draft("backed up")])]);
      const target = join(bench().folder, "copy of 'it'.db");
      await store().backup(target);
      const open =
        column.backend === "sqlite"
          ? openSqliteStore({ path: target, backupsDir: bench().folder })
          : await openLocalStore(target, bench().folder);
      expect(await open.documentDigests(-1, 10)).toEqual(await store().documentDigests(-1, 10));
      expect(await open.check()).toEqual([]);
      await open.close();
      await expect(async () => store().backup(join(bench().folder, "copy of 'it'.db", "below a file.db"))).rejects.toMatchObject({
        name: "VerdigrisError",
      });
      expect(existsSync(target)).toBe(true);
    });

    test("keeps itself tidy without changing what it holds", async () => {
      await store().replaceDocuments([file("a.md", [draft("tidy")])]);
      await store().optimise();
      expect(await store().passageCount()).toBe(1);
      expect(await store().check()).toEqual([]);
    });

    test("notices an index that does not agree with its table", async () => {
      const write = file("a.md", [draft("gone from the index")]);
      await store().replaceDocuments([write]);
      await bench().sql(`DELETE FROM passage_fts WHERE rowid = ${write.passages[0]?.id}`);
      expect(await store().check()).toEqual(["1 passages missing from the full-text index"]);
    });

    test("is copied whole into a new one of its kind", async () => {
      await store().replaceDocuments([file("a.md", [draft("copied")])]);
      const target = await column.open();
      expect(await copyLibrary(store(), target.store())).toMatchObject({ copied: 1, differences: [] });
      await target.remove();
    });
  });

  // A replica heals itself and a remote database has no file here: `tests/conformance/sync` holds them to that.
  if (!column.ownsFile) return;
  describe("the file", () => {
    const { bench } = benchOf(column);

    test("that is damaged or no database is reported, never overwritten", async () => {
      await bench().store().close();
      const path = bench().file ?? "";
      const rubbish = Buffer.alloc(20_000, "not a database ");
      writeFileSync(path, rubbish);
      for (const suffix of ["-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
      await expect(bench().reopen()).rejects.toMatchObject({ code: "corrupt", message: expect.stringContaining(path) as string });
    });

    test("of another program is refused", async () => {
      await bench().store().close();
      const path = bench().file ?? "";
      for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
      await bench().sql("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
      await expect(bench().reopen()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("recipes") as string });
      await bench().sql("INSERT INTO recipes VALUES ('bread')");
    });
  });
}
