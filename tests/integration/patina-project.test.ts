/** A real project of 589 session files through the whole core. Figures are those that were counted over its files with other tools. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listTags, sessionTags } from "../../src-main/core/git/refs.ts";
import { CORPUS, hasCorpus } from "../unit/sources/corpus.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

/** A clone of NicabarNimble/patina with its tags: `VERDIGRIS_PATINA_CLONE=<folder>`. */
const clone = process.env["VERDIGRIS_PATINA_CLONE"];
let core: TestCore;

beforeEach(async () => {
  core = await startTestCore();
});
afterEach(() => core.stop());

/** Indexes and accounts for every session file. */
async function sessionsOf(folder: string) {
  const { report, repositoryId } = await core.index(folder);
  expect(report).toMatchObject({ state: "done" });
  const [summary] = await core.client.call("library.list", {});
  const { sessions } = await core.client.call("sessions.list", { includeInit: true });
  const files = sessions.length;
  const logs = sessions.filter((session) => session.format === "header" || session.format === "front-matter");
  const formats = Map.groupBy(sessions, (session) => session.format);
  expect(summary?.counts.documents.session).toBe(589);
  expect([files, logs.length, formats.get("init")?.length, formats.get("free-form")?.length]).toEqual([589, 562, 22, 5]);
  expect(logs.filter((session) => session.decisions > 0).length).toBeGreaterThanOrEqual(431);
  expect(logs.filter((session) => session.challenges > 0).length).toBeGreaterThanOrEqual(291);
  expect(await core.client.call("library.quarantine", { repositoryId })).toEqual([]);
  return { sessions, report };
}

describe.skipIf(!hasCorpus)("the project's prose (skipped without the corpus beside the checkout)", () => {
  test("every session file is accounted for; decisions and challenges are found and searched", async () => {
    await sessionsOf(CORPUS);
    const { results } = await core.client.call("search.query", { text: "why sqlite instead of duckdb", limit: 20 });
    expect(results.filter((result) => result.sessionOwnId !== null).length).toBeGreaterThan(0);
    expect((await core.client.call("search.query", { text: "type:belief", limit: 100 })).results.length).toBeGreaterThanOrEqual(59);
  });
});

describe.skipIf(clone === undefined)("the project with its history (skipped without VERDIGRIS_PATINA_CLONE)", () => {
  test("433 sessions have an exact range, 1,290 commits in all, as many as they say themselves in 428 of 432", async () => {
    const root = clone ?? "";
    const { sessions } = await sessionsOf(root);
    const tagged = new Set(sessionTags(await listTags({ root })).map((pair) => pair.sessionId));
    let [ranges, exactCommits, compared, agreeing] = [0, 0, 0, 0];
    for (const { id, ownId } of sessions) {
      if (!tagged.has(ownId)) continue;
      ranges++;
      const { commits, session } = await core.client.call("sessions.get", { id });
      const exact = commits.filter((commit) => commit.link.grade === "exact").length;
      exactCommits += exact;
      const said = session.classification?.commits ?? null;
      if (said === null) continue;
      compared++;
      if (said === exact) agreeing++;
    }
    expect([ranges, exactCommits]).toEqual([433, 1290]);
    // The format page counted 426.
    expect([compared, agreeing]).toEqual([432, 428]);
  });
});
