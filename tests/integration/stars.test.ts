import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLighthouseHistory, type LighthouseHistory } from "../support/lighthouse-history.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

let core: TestCore;
let lighthouse: LighthouseHistory;
let repositoryId: string;

beforeAll(async () => {
  lighthouse = createLighthouseHistory();
  core = await startTestCore();
  ({ repositoryId } = await core.index(lighthouse.root));
});
afterAll(async () => {
  await core.stop();
  lighthouse.remove();
});

const search = async (text: string) => (await core.client.call("search.query", { text, limit: 100 })).results;
const stars = () => core.client.call("stars.list", {});

describe("stars", () => {
  test("are set on a session, an entry and a commit, told, listed, found by is:starred, and taken away", async () => {
    const told: unknown[] = [];
    const stop = core.client.on("stars.changed", (change) => told.push(change));
    const [session] = (await core.client.call("sessions.list", {})).sessions;
    const { documentId } = await core.client.call("sessions.get", { id: session?.id ?? "" });
    const entry = (await search("type:decision")).find(({ documentId: other }) => other !== documentId);
    const [commit] = await search("type:commit");
    if (entry === undefined || commit === undefined) throw new Error("the library has no such entry");
    await core.client.call("stars.set", { documentId, starred: true });
    await core.client.call("stars.set", { documentId: entry.documentId, passageId: entry.passageId, starred: true });
    await core.client.call("stars.set", { documentId: commit.documentId, starred: true });
    await core.client.call("stars.set", { documentId: commit.documentId, starred: true });
    expect(told).toHaveLength(3);
    stop();

    expect((await stars()).map(({ type, title, present }) => [type, title, present])).toEqual([
      ["commit", commit.title, true],
      ["decision", entry.title, true],
      ["session", session?.title, true],
    ]);
    const found = await search("is:starred");
    expect(new Set(found.map((one) => one.documentId))).toEqual(new Set([documentId, entry.documentId, commit.documentId]));
    expect(found.find((one) => one.documentId === entry.documentId)).toMatchObject({ passageId: entry.passageId, alsoIn: [] });
    await core.client.call("stars.set", { documentId, starred: false });
    expect((await search("is:starred")).map((one) => one.documentId)).not.toContain(documentId);
  });

  test("stay when the repository is removed, can be taken away while it is gone, and are there again when it is back", async () => {
    const before = await stars();
    await core.client.call("library.remove", { repositoryId });
    const gone = await stars();
    expect(gone.map(({ title, present }) => [title, present])).toEqual(before.map(({ title }) => [title, false]));
    const { documentId, passageId } = gone.find(({ type }) => type === "commit")!;
    await core.client.call("stars.set", { documentId, passageId, starred: false });
    await expect(core.client.call("stars.set", { documentId, passageId, starred: true })).resolves.toBeUndefined();
    await expect(core.client.call("stars.set", { documentId: 1, starred: true })).rejects.toMatchObject({ code: "not-found" });
    await core.index(lighthouse.root);
    expect((await stars()).map(({ title }) => title).toSorted()).toEqual(before.map(({ title }) => title).toSorted());
    expect((await stars()).every(({ present }) => present)).toBe(true);
  });

  test("survive a start", async () => {
    const before = await stars();
    core = await core.reopen();
    expect(await stars()).toEqual(before);
  });
});
