import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CoreClient } from "../../src-shared/contract/index.ts";
import { createCore, type Core } from "../../src-main/core/create-core.ts";
import { createThreadSpawner } from "../../src-main/hosts/shared/spawn.ts";
import { createSessionsRepository } from "../support/sessions-repository.ts";
import { CORPUS, hasCorpus } from "../unit/sources/corpus.ts";

const ENTRY = pathToFileURL(resolve(import.meta.dirname, "../../src-main/hosts/cli/main.ts")).href;
let home: string;
let core: Core;
let client: CoreClient;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "verdigris-sessions-"));
  process.env["VERDIGRIS_HOME"] = home;
  core = await createCore({
    version: "test",
    host: { capabilities: { nativeFolderPicker: false, dropGivesPaths: true, osKeychain: false, opensPaths: false } },
    spawnThread: createThreadSpawner(ENTRY),
    upkeep: false,
  });
  client = core.client();
});
afterEach(async () => {
  await core.close();
  rmSync(home, { recursive: true, force: true });
  delete process.env["VERDIGRIS_HOME"];
});

async function index(path: string): Promise<string> {
  const { runId, repositoryId } = await client.call("library.add", { path });
  await client.call("library.awaitRun", { runId });
  return repositoryId;
}

describe("sessions and beliefs", () => {
  test("know each other", async () => {
    const repository = createSessionsRepository();
    try {
      const repositoryId = await index(repository.root);
      const around = await client.call("sessions.surroundings", { id: "20260204-213118" });
      expect(around.related.map(({ ownId, reason }) => [ownId, reason])).toEqual([["20260206-100000", "named-by"]]);
      expect(around.beliefs).toMatchObject([{ id: "measure-first", weight: 0.9 }]);
      const later = await client.call("sessions.surroundings", { id: "20260206-100000" });
      expect(later.related[0]).toMatchObject({ ownId: "20260204-213118", reason: "names" });
      expect(later.references).toContainEqual({
        target: "20260204-213118",
        type: "session",
        repositoryId,
        id: `${repositoryId}/20260204-213118`,
        documentId: null,
      });
      const belief = await client.call("beliefs.get", { repositoryId, id: "simple-parts" });
      expect(belief.supportedBy).toEqual(["measure-first"]);
      await expect(client.call("beliefs.get", { repositoryId, id: "no-such" })).rejects.toMatchObject({ code: "not-found" });
      const insights = await client.call("insights.read", { repositoryId });
      expect(insights.commitDays).toEqual([{ day: "2026-02-04", commits: 4 }]);
      expect(insights.languages.map(({ language }) => language)).toEqual(expect.arrayContaining(["markdown", "rust"]));
      expect(insights.files.find(({ path }) => path === "src/lamp.rs")).toMatchObject({ commits: 1 });
      expect(await client.call("insights.read", { repositoryId: "another" })).toEqual({ commitDays: [], languages: [], files: [] });
    } finally {
      repository.remove();
    }
  });

  test.skipIf(!hasCorpus)("of a real project are all there: 562 sessions, 22 init records, 5 in free form, 59 beliefs", async () => {
    await index(CORPUS);
    const { sessions } = await client.call("sessions.list", { includeInit: true });
    const ofFormat = (...formats: string[]): number => sessions.filter(({ format }) => formats.includes(format)).length;
    expect([ofFormat("header", "front-matter"), ofFormat("init"), ofFormat("free-form")]).toEqual([562, 22, 5]);
    expect((await client.call("sessions.list", {})).sessions).toHaveLength(567);
    expect(await client.call("beliefs.list", {})).toHaveLength(59);
  });
});
