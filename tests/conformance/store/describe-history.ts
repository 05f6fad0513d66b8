import { describe, expect, test } from "vitest";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { belief, commit, draft, file, OTHER, REPOSITORY } from "./library.ts";

export function describeHistory(column: Column): void {
  describe("commits", () => {
    const { store } = benchOf(column);

    test("come back whole, newest first, and are found by the beginning of their hash", async () => {
      const early = commit("abcd1", "Early", { committedAt: "2026-01-01T00:00:00Z", tags: ["v1", "v2"], body: "Because.\n\nReally." });
      const late = commit("abcd2", "Late", {
        parents: [],
        files: [{ path: "b.bin", oldPath: "a.bin", status: "renamed", additions: null, deletions: null }],
      });
      await store().writeCommits(REPOSITORY.id, [early, late]);
      expect(await store().readCommit(REPOSITORY.id, early.commit.hash)).toEqual(early.commit);
      expect(await store().readCommit(REPOSITORY.id, late.commit.hash)).toEqual(late.commit);
      expect(await store().readCommit(OTHER.id, late.commit.hash)).toBeNull();
      expect((await store().listCommits(REPOSITORY.id, 10, null)).map(({ subject }) => subject)).toEqual(["Late", "Early"]);
      expect((await store().listCommits(REPOSITORY.id, 10, "2026-02-01T00:00:00Z")).map(({ subject }) => subject)).toEqual(["Early"]);
      expect(await store().resolveCommit("ABCD1")).toEqual([{ repositoryId: REPOSITORY.id, hash: early.commit.hash }]);
      expect(await store().resolveCommit("abc")).toEqual([]);
      expect((await store().commitHashes(REPOSITORY.id)).toSorted()).toEqual([early.commit.hash, late.commit.hash].toSorted());
      expect(await store().documentKeys(REPOSITORY.id)).toEqual([]);
    });

    test("written again replace themselves", async () => {
      await store().writeCommits(REPOSITORY.id, [commit("a1", "Subject")]);
      await store().writeCommits(REPOSITORY.id, [commit("a1", "Subject", { tags: ["released"], files: [] })]);
      expect(await store().listCommits(REPOSITORY.id, 10, null)).toMatchObject([{ tags: ["released"], files: 0 }]);
      expect(await store().counts(REPOSITORY.id)).toMatchObject({ documents: { commit: 1 }, passages: 1 });
      expect(await store().check()).toEqual([]);
    });

    test("tell who changed a path, under its old name too", async () => {
      await store().writeCommits(REPOSITORY.id, [
        commit("a1", "Add", { committedAt: "2026-01-01T00:00:00Z" }),
        commit("a2", "Move", { files: [{ path: "src/light.rs", oldPath: "src/lamp.rs", status: "renamed", additions: 0, deletions: 0 }] }),
      ]);
      expect((await store().pathChanges(REPOSITORY.id, ["src/lamp.rs"])).map(({ path }) => path)).toEqual(["src/lamp.rs", "src/light.rs"]);
      expect(await store().fileChanges(REPOSITORY.id)).toHaveLength(2);
      expect(await store().pathChanges(OTHER.id, ["src/lamp.rs"])).toEqual([]);
    });
  });

  describe("beliefs", () => {
    const { store } = benchOf(column);

    test("come back whole, are listed, and go with their file", async () => {
      const one = belief("measure-first", {
        statement: "Measure — 测量 — first",
        supports: [{ target: "t", text: "x", status: null, confidence: null, scope: null }],
      });
      const write = file("beliefs/measure-first.md", [draft("Measure first", { type: "belief" })], {
        belief: one,
        document: { kind: "belief" },
      });
      await store().replaceDocuments([write]);
      expect(await store().readBelief(REPOSITORY.id, "measure-first")).toEqual(one);
      expect(await store().beliefOfDocument(write.document.id)).toEqual(one);
      expect(await store().listBeliefs(null)).toEqual([
        {
          id: "measure-first",
          repositoryId: REPOSITORY.id,
          path: "beliefs/measure-first.md",
          statement: one.statement,
          status: "active",
          confidence: 0.75,
          evidence: 1,
          supports: 1,
          attacks: 0,
        },
      ]);
      expect(await store().listBeliefs(OTHER.id)).toEqual([]);
      expect(await store().readBeliefs(REPOSITORY.id)).toEqual([
        { repositoryId: REPOSITORY.id, documentId: write.document.id, path: "beliefs/measure-first.md", belief: one },
      ]);
      await store().removeDocuments([write.document.id]);
      expect(await store().listBeliefs(null)).toEqual([]);
    });
  });
}
