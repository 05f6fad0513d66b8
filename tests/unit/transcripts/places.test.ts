import { hash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Manifest } from "../../../src-main/core/transcripts/archive/manifest.ts";
import { findRepository, suggestRepository, type Whereabouts } from "../../../src-main/core/transcripts/find-repository.ts";
import { planIndex } from "../../../src-main/core/transcripts/plan-index.ts";
import { deletionOf, retentionOf } from "../../../src-main/core/transcripts/retention.ts";
import { openForeignDatabase } from "../../../src-main/core/store/sqlite/foreign-db.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "verdigris-places-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const session = {
  ownId: "s",
  title: "t",
  agent: "claude",
  cwd: null,
  startedAt: null,
  endedAt: "2026-01-01T00:00:00Z",
  turns: 3,
  firstRecord: null,
  commits: [],
};
function manifest(more: Partial<Manifest> & { readonly session?: Partial<Manifest["sessions"][number]> }): Manifest {
  const { session: own, ...rest } = more;
  return {
    format: 1,
    assistant: "claude-code",
    key: "k",
    origin: "/x",
    place: null,
    firstSeenAt: "",
    updatedAt: "",
    files: [],
    earlier: [],
    readerVersion: 1,
    sessions: [{ ...session, ...own }],
    problem: null,
    erasedAt: null,
    ...rest,
  };
}
const repository = (id: string, name: string) => ({
  id,
  name,
  identity: "root-commit" as const,
  remoteUrl: null,
  head: { branch: null, commit: null },
  indexedAt: null,
});
const where: Whereabouts = {
  repositories: [repository("a", "light"), repository("b", "horn")],
  checkouts: [
    { repositoryId: "a", root: "/home/ada/light" },
    { repositoryId: "b", root: "/home/ada/light/vendor/horn" },
  ],
  mapped: new Map([
    ["/moved/here", "b"],
    ["/nobody", null],
  ]),
  folderRepository: async (path) => (path.startsWith("/worktrees/light") ? { id: "a", root: "/worktrees/light" } : null),
  commitRepositories: async (commit) => (commit === "abcdef1" ? ["b"] : commit === "both" ? ["a", "b"] : []),
};

describe("a transcript's repository", () => {
  it.each([
    ["the user's word comes first", { session: { cwd: "/moved/here", commits: ["both"] } }, "b", "/moved/here", "said"],
    ["also when it is none", { session: { cwd: "/nobody", commits: ["abcdef1"] } }, null, null, null],
    ["the innermost checkout that holds the folder", { session: { cwd: "/home/ada/light/vendor/horn/src" } }, "b", null, "checkout"],
    ["no checkout whose name only begins the same", { session: { cwd: "/home/ada/lighthouse" } }, null, null, null],
    ["the repository of a work tree", { session: { cwd: "/worktrees/light" } }, "a", "/worktrees/light", "root-commit"],
    ["the folder it lies in", { place: { kind: "inside" as const, root: "/home/ada/light" } }, "a", null, "inside"],
    [
      "the hash of a path",
      { place: { kind: "hash" as const, algorithm: "sha256" as const, digest: hash("sha256", "/home/ada/light", "hex") } },
      "a",
      null,
      "path-hash",
    ],
    ["a commit, when the folder is gone", { session: { cwd: "/gone", commits: ["abcdef1"] } }, "b", "/gone", "commit"],
    ["not commits that two repositories have", { session: { cwd: "/gone", commits: ["both"] } }, null, null, null],
    [
      "never a name alone",
      { session: { cwd: "/elsewhere/light" }, place: { kind: "encoded" as const, name: "-home-ada-light" } },
      null,
      null,
      null,
    ],
  ])("%s", async (_, given, repositoryId, recordedRoot, reason) => {
    expect(await findRepository(manifest(given), where)).toEqual(repositoryId === null ? null : { repositoryId, recordedRoot, reason });
  });

  it("is suggested by an encoded path or a folder's name", () => {
    expect(suggestRepository(manifest({ session: { cwd: "/elsewhere/Horn" } }), where)).toBe("b");
    expect(suggestRepository(manifest({ place: { kind: "encoded", name: "-home-ada-light" } }), where)).toBe("a");
    expect(suggestRepository(manifest({ session: { cwd: "/elsewhere/other" } }), where)).toBeNull();
  });
});

describe("the plan of what is indexed", () => {
  it("takes a session from the longer of two transcripts", () => {
    const short = manifest({ key: "a", session: { turns: 3 } });
    const long = manifest({ key: "b", session: { turns: 9 } });
    expect(planIndex([short, long]).map((plan) => plan.manifest.key)).toEqual(["b"]);
  });
  it("lets a resumed conversation tell only what is new in it", () => {
    const first = manifest({ key: "z", session: { ownId: "z", firstRecord: "r", endedAt: "2026-01-01T00:00:00Z" } });
    const later = manifest({ key: "a", session: { ownId: "a", firstRecord: "r", endedAt: "2026-01-02T00:00:00Z" } });
    expect(planIndex([later, first]).map(({ manifest: one, earlier }) => [one.key, earlier])).toEqual([
      ["a", ["z"]],
      ["z", []],
    ]);
  });
});

describe("retention", () => {
  const machine = () => ({ home: folder, env: {}, platform: "linux" as const, checkouts: [] });
  it("is what Claude Code's settings say, and 30 days when they are silent or broken", async () => {
    expect(await retentionOf("claude-code", machine())).toEqual({ kind: "deletes", afterDays: 30, setting: null });
    mkdirSync(join(folder, ".claude"));
    const path = join(folder, ".claude", "settings.json");
    for (const [text, afterDays, setting] of [
      ['{"cleanupPeriodDays": 7}', 7, path],
      ['{"cleanupPeriodDays": "x"}', 30, null],
      ["{", 30, null],
    ] as const) {
      writeFileSync(path, text);
      expect(await retentionOf("claude-code", machine())).toEqual({ kind: "deletes", afterDays, setting });
    }
    expect(deletionOf({ kind: "deletes", afterDays: 7, setting: null }, Date.parse("2026-01-01T00:00:00Z"))).toBe(
      "2026-01-08T00:00:00.000Z",
    );
  });
  it("is not made up where nothing is documented", async () => {
    expect(await retentionOf("codex", machine())).toEqual({ kind: "unknown" });
    expect(await retentionOf("aider", machine())).toEqual({ kind: "keeps" });
  });
});

describe("another program's database", () => {
  it("is read without a trace when it is closed", () => {
    const path = join(folder, "a b%20?.db");
    const writer = new Database(path);
    writer.pragma("journal_mode = WAL");
    writer.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    writer.close();
    const database = openForeignDatabase(path);
    expect([...database.rows("SELECT a FROM t")]).toEqual([{ a: 1 }]);
    expect(database.rowsIfTable("none", "SELECT * FROM none")).toEqual([]);
    expect(() => [...database.rows("INSERT INTO t VALUES (2)")]).toThrow(/cannot be read/);
    database.close();
    expect(readdirSync(folder)).toEqual(["a b%20?.db"]);
  });
  it("is read with what stands in its log while its program has it open", () => {
    const path = join(folder, "open.db");
    const writer = new Database(path);
    writer.pragma("journal_mode = WAL");
    writer.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    const database = openForeignDatabase(path);
    expect([...database.rows("SELECT a FROM t")]).toEqual([{ a: 1 }]);
    writer.exec("INSERT INTO t VALUES (2)");
    expect([...database.rows("SELECT a FROM t")]).toHaveLength(2);
    database.close();
    writer.close();
  });
  it("says what is wrong with a file that is none", () => {
    const path = join(folder, "x.db");
    writeFileSync(path, "no database at all, only text that is long enough to be looked at");
    expect(() => [...openForeignDatabase(path).rows("SELECT * FROM sqlite_schema")]).toThrow(/x\.db/);
    expect(() => openForeignDatabase(join(folder, "gone.db"))).toThrow(/gone\.db/);
  });
});
