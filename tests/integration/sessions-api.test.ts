import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSessionsRepository } from "../support/sessions-repository.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";
import { CORPUS, hasCorpus } from "../unit/sources/corpus.ts";

let core: TestCore;

beforeEach(async () => {
  core = await startTestCore();
});
afterEach(() => core.stop());

describe("sessions and beliefs", () => {
  test("know each other", async () => {
    const repository = createSessionsRepository();
    try {
      const { repositoryId } = await core.index(repository.root);
      const around = await core.client.call("sessions.surroundings", { id: "20260204-213118" });
      expect(around.related.map(({ ownId, reason }) => [ownId, reason])).toEqual([["20260206-100000", "named-by"]]);
      expect(around.beliefs).toMatchObject([{ id: "measure-first", weight: 0.9 }]);
      const later = await core.client.call("sessions.surroundings", { id: "20260206-100000" });
      expect(later.related[0]).toMatchObject({ ownId: "20260204-213118", reason: "names" });
      expect(later.references).toContainEqual({
        target: "20260204-213118",
        type: "session",
        repositoryId,
        id: `${repositoryId}/20260204-213118`,
        documentId: null,
      });
      const belief = await core.client.call("beliefs.get", { repositoryId, id: "simple-parts" });
      expect(belief.supportedBy).toEqual(["measure-first"]);
      await expect(core.client.call("beliefs.get", { repositoryId, id: "no-such" })).rejects.toMatchObject({ code: "not-found" });
      const insights = await core.client.call("insights.read", { repositoryId });
      expect(insights.commitDays).toEqual([{ day: "2026-02-04", commits: 4 }]);
      expect(insights.languages.map(({ language }) => language)).toEqual(expect.arrayContaining(["markdown", "rust"]));
      expect(insights.files.find(({ path }) => path === "src/lamp.rs")).toMatchObject({ commits: 1 });
      expect(await core.client.call("insights.read", { repositoryId: "another" })).toEqual({ commitDays: [], languages: [], files: [] });
    } finally {
      repository.remove();
    }
  });

  test.skipIf(!hasCorpus)("of a real project are all there: 562 sessions, 22 init records, 5 in free form, 59 beliefs", async () => {
    await core.index(CORPUS);
    const { sessions } = await core.client.call("sessions.list", { includeInit: true });
    const ofFormat = (...formats: string[]): number => sessions.filter(({ format }) => formats.includes(format)).length;
    expect([ofFormat("header", "front-matter"), ofFormat("init"), ofFormat("free-form")]).toEqual([562, 22, 5]);
    expect((await core.client.call("sessions.list", {})).sessions).toHaveLength(567);
    expect(await core.client.call("beliefs.list", {})).toHaveLength(59);
  });
});
