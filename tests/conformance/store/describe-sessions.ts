import { describe, expect, test } from "vitest";
import { unpackSessions } from "../../../src-shared/domain/index.ts";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { commit, OTHER, REPOSITORY, session, sessionFile } from "./library.ts";

export function describeSessions(column: Column): void {
  describe("sessions", () => {
    const { store } = benchOf(column);

    test("come back whole, with their summary", async () => {
      await store().replaceDocuments([sessionFile("20260204-213118", { title: "Choose the ring — 🔔" })]);
      const read = await store().readSession(`${REPOSITORY.id}/20260204-213118`);
      expect(read?.session).toEqual(session("20260204-213118", { title: "Choose the ring — 🔔" }));
      expect(read?.path).toBe("layer/sessions/20260204-213118.md");
      expect(read?.summary).toMatchObject({
        repositoryName: "lighthouse",
        decisions: 1,
        challenges: 0,
        goalsDone: 1,
        goalsTotal: 2,
        prompts: 3,
        workType: "feature",
        commits: 0,
      });
      expect(await store().readSession("nothing")).toBeNull();
    });

    test("are listed newest first and filtered", async () => {
      await store().replaceDocuments([
        sessionFile("20260101-100000", { agent: "Claude" }),
        sessionFile("20260201-100000", { agent: "Codex", observations: [] }),
        sessionFile("20260301-100000", { format: "init", agent: null }),
      ]);
      const listed = async (filter: Parameters<ReturnType<typeof store>["listSessions"]>[0]) =>
        (await store().listSessions(filter)).map(({ ownId }) => ownId);
      expect(await listed({})).toEqual(["20260201-100000", "20260101-100000"]);
      expect(await listed({ includeInit: true })).toHaveLength(3);
      expect(await listed({ agents: ["CLAUDE"] })).toEqual(["20260101-100000"]);
      expect(await listed({ hasDecisions: false })).toEqual(["20260201-100000"]);
      expect(await listed({ after: "2026-01-15T00:00:00Z" })).toEqual(["20260201-100000"]);
      expect(await listed({ before: "2026-01-15T00:00:00Z" })).toEqual(["20260101-100000"]);
      expect(await listed({ text: "codex main" })).toEqual(["20260201-100000"]);
      expect(await listed({ text: "' OR 1=1 --" })).toEqual([]);
      await store().replaceDocuments([sessionFile("20260401-100000", { title: "Résumé of Straße", agent: "Codex" })]);
      for (const text of ["resume", "RÉSUMÉ strasse", "re\u0301sume\u0301"])
        expect(await listed({ text, agents: ["codex"], limit: 5 })).toEqual(["20260401-100000"]);
      expect(await store().countSessions({ text: "resume" })).toBe(1);
      await store().removeDocuments([sessionFile("20260401-100000").document.id]);
      expect(await listed({ limit: 1 })).toHaveLength(1);
      expect(await store().countSessions({ limit: 1, text: "main" })).toBe(2);
      expect(await store().sessionFacets(true)).toEqual({
        agents: [
          { name: "Claude", count: 1 },
          { name: "Codex", count: 1 },
        ],
        workTypes: [{ name: "feature", count: 3 }],
      });
      expect(await listed({ repositoryIds: [OTHER.id] })).toEqual([]);
      expect(await listed({ workTypes: ["feature"] })).toHaveLength(2);
    });

    test("are the same in columns as in a list", async () => {
      await store().replaceDocuments([
        sessionFile("20260101-100000", { agent: "Claude" }),
        sessionFile("20260201-100000", { branch: null, startedAt: null }),
        sessionFile("20260301-100000", { format: "init", agent: null }),
      ]);
      const one = commit("a1", "Subject");
      await store().writeCommits(REPOSITORY.id, [one]);
      await store().replaceSessionLinks(REPOSITORY.id, [
        {
          sessionId: `${REPOSITORY.id}/20260101-100000`,
          links: [{ hash: one.commit.hash, grade: "strong", evidence: "It printed the hash", proofs: [] }],
        },
      ]);
      const columns = unpackSessions(await store().sessionColumns());
      expect(columns.map(({ ownId }) => ownId)).toEqual(["20260301-100000", "20260101-100000", "20260201-100000"]);
      expect(columns.map(({ commits }) => commits)).toEqual([0, 1, 0]);
      const listed = await store().listSessions({ includeInit: true });
      expect(listed).toEqual(columns.map((one) => expect.objectContaining(one)));
    });

    test("are resolved by the beginning of their own id", async () => {
      await store().replaceDocuments([sessionFile("20260101-100000"), sessionFile("20260102-100000")]);
      expect(await store().resolveSession("20260101")).toEqual([`${REPOSITORY.id}/20260101-100000`]);
      expect(await store().resolveSession("2026010")).toHaveLength(2);
      expect(await store().resolveSession("%")).toEqual([]);
    });

    test("are found by whom they name and who names them, until they are written anew", async () => {
      await store().replaceDocuments([
        sessionFile("20251231-100000"),
        sessionFile("20260101-100000", { mentionedSessions: ["20251231-100000", "20251231-100000"] }),
        sessionFile("20260102-100000", { mentionedSessions: ["20251231-100000"] }),
      ]);
      const naming = async () => (await store().sessionsNaming(REPOSITORY.id, "20251231-100000")).map(({ ownId }) => ownId);
      expect(await naming()).toEqual(["20260102-100000", "20260101-100000"]);
      expect(await store().sessionsNaming(OTHER.id, "20251231-100000")).toEqual([]);
      const named = await store().sessionsNamed(REPOSITORY.id, ["20251231-100000", "nothing"]);
      expect(named.map(({ ownId }) => ownId)).toEqual(["20251231-100000"]);
      await store().replaceDocuments([sessionFile("20260102-100000")]);
      await store().removeDocuments([sessionFile("20260101-100000").document.id]);
      expect(await naming()).toEqual([]);
    });

    test("have neighbours in their repository's time line, the undated first, and on their branch", async () => {
      const ids = ["20260101-100000", "20260102-100000", "20260103-100000", "20260104-100000"];
      await store().replaceDocuments([
        ...ids.map((id, n) => sessionFile(id, { branch: n === 1 ? "main" : "rocks" })),
        sessionFile("undated", { startedAt: null, branch: "rocks" }),
      ]);
      const place = (ownId: string) => ({ repositoryId: REPOSITORY.id, ownId, startedAt: session(ownId).startedAt });
      const around = async (at: Parameters<ReturnType<typeof store>["neighbours"]>[0]) => {
        const { previous, next } = await store().neighbours(at);
        return [previous?.ownId ?? null, next?.ownId ?? null];
      };
      expect(await around(place("20260102-100000"))).toEqual(["20260101-100000", "20260103-100000"]);
      expect(await around(place("20260104-100000"))).toEqual(["20260103-100000", null]);
      expect(await around(place("20260101-100000"))).toEqual(["undated", "20260102-100000"]);
      expect(await around({ repositoryId: REPOSITORY.id, ownId: "undated", startedAt: null })).toEqual([null, "20260101-100000"]);
      const { share, nearest } = await store().sessionsOnBranch({ ...place("20260103-100000"), branch: "rocks" }, 1);
      expect(share).toBe(0.8);
      expect(nearest.map(({ ownId }) => ownId)).toEqual(["20260104-100000", "20260101-100000"]);
    });

    test("are linked to commits, both ways, and links are replaced", async () => {
      await store().replaceDocuments([sessionFile("20260101-100000")]);
      const [one, two] = [commit("1", "First"), commit("2", "Second")];
      await store().writeCommits(REPOSITORY.id, [one, two]);
      const sessionId = `${REPOSITORY.id}/20260101-100000`;
      const link = (hash: string, grade: "exact" | "mentioned") => ({ hash, grade, evidence: "for a test", proofs: [] });
      await store().replaceSessionLinks(REPOSITORY.id, [
        { sessionId, links: [link(one.commit.hash, "mentioned"), link(two.commit.hash, "exact")] },
      ]);
      expect((await store().sessionCommits(sessionId)).map(({ subject, link: { grade } }) => [subject, grade])).toEqual([
        ["Second", "exact"],
        ["First", "mentioned"],
      ]);
      expect(await store().commitSessions(REPOSITORY.id, one.commit.hash)).toMatchObject([
        { ownId: "20260101-100000", commits: 2, link: { grade: "mentioned" } },
      ]);
      expect(await store().linkedCommits(REPOSITORY.id)).toEqual([{ sessionId, hash: two.commit.hash }]);
      await store().replaceSessionLinks(REPOSITORY.id, [{ sessionId, links: [] }]);
      expect(await store().sessionCommits(sessionId)).toEqual([]);
      expect(await store().sessionLinks(REPOSITORY.id)).toEqual([]);
    });

    test("go with their file, observations and links too", async () => {
      const write = sessionFile("20260101-100000");
      await store().replaceDocuments([write]);
      await store().replaceSessionLinks(REPOSITORY.id, [
        { sessionId: write.session?.id ?? "", links: [{ hash: "f".repeat(40), grade: "exact", evidence: "", proofs: [] }] },
      ]);
      await store().removeDocuments([write.document.id]);
      expect(await store().listSessions({ includeInit: true })).toEqual([]);
      expect(await store().sessionLinks(REPOSITORY.id)).toEqual([]);
      expect(await store().ledgerRows()).toEqual([]);
      expect(await store().check()).toEqual([]);
    });

    test("give the ledger their decisions, and its version follows", async () => {
      const before = await store().ledgerVersion();
      await store().replaceDocuments([sessionFile("20260101-100000")]);
      expect(await store().ledgerVersion()).not.toBe(before);
      expect(await store().ledgerRows()).toMatchObject([
        { kind: "decision", title: "Ring buffer", text: "**Ring buffer** over a database", sessionOwnId: "20260101-100000" },
      ]);
    });
  });
}
