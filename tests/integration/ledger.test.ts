import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLighthouseHistory, type LighthouseHistory } from "../support/lighthouse-history.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

let core: TestCore;
let lighthouse: LighthouseHistory;

beforeAll(async () => {
  lighthouse = createLighthouseHistory();
  core = await startTestCore();
  expect((await core.index(lighthouse.root)).report.state).toBe("done");
});
afterAll(async () => {
  await core.stop();
  lighthouse.remove();
});

describe("the ledger", () => {
  test("lists decisions and challenges of all sessions with their place", async () => {
    const { items, total, facets } = await core.client.call("ledger.list", {});
    expect(total).toBe(5);
    expect(facets.kinds).toEqual({ decision: 3, challenge: 2 });
    expect(items[0]).toMatchObject({ sessionOwnId: "20260207-093000", agent: "gemini" });
    const wrap = items.find((item) => item.title.startsWith("Angles wrap"));
    expect(wrap).toMatchObject({ kind: "decision", path: "layer/sessions/20260204-213118.md" });
    expect(wrap?.markdown).toContain("Rationale");
  });

  test("lists them at once when it has just been opened, and their marks after that", async () => {
    core = await core.reopen();
    const [first, whole] = await Promise.all([
      core.client.call("ledger.list", { stage: "first" }),
      core.client.call("ledger.list", { stage: "whole" }),
    ]);
    expect(first.stage).toBe("first");
    expect(whole.stage).toBe("whole");
    expect(first.items).toEqual(whole.items.map((item) => ({ ...item, superseded: null, stale: null, recurring: null })));
    expect(whole.facets.marks).toMatchObject({ stale: 1, superseded: 1 });
    // Once they are known nobody gets less, and what asks for them waits.
    expect((await core.client.call("ledger.list", { stage: "first" })).stage).toBe("whole");
    core = await core.reopen();
    expect((await core.client.call("ledger.list", { stage: "first", marks: ["stale"] })).items).toHaveLength(1);
  });

  test("marks what names files that changed since, under their present names, and leaves its own commits out", async () => {
    const { items } = await core.client.call("ledger.list", { marks: ["stale"] });
    expect(items.map((item) => item.title)).toEqual(["Angles wrap at a full circle"]);
    expect(items[0]?.stale).toEqual({
      named: 1,
      reason: "The file it names changed since",
      files: [
        {
          path: "src/lamp.ts",
          currentPath: "src/rotation.ts",
          commits: 2,
          lastCommit: lighthouse.commits.speed,
          lastChanged: expect.any(String) as string,
        },
      ],
    });
  });

  test("marks a decision that a later one takes back, both ways", async () => {
    const { items } = await core.client.call("ledger.list", { marks: ["superseded"] });
    expect(items).toHaveLength(1);
    const [item] = items;
    expect(item).toMatchObject({ title: "Polling bearing sensor every second", superseded: { by: { sessionOwnId: "20260207-093000" } } });
    expect(item?.superseded?.reason).toContain("Abandoned polling bearing sensor");
    const later = await core.client.call("ledger.get", { id: item?.superseded?.by.id ?? "" });
    expect(later.supersedes.map((one) => one.id)).toEqual([item?.id]);
  });

  test("gathers what came up twice", async () => {
    const { clusters } = await core.client.call("ledger.recurring", {});
    expect(clusters.map(({ sessions, items }) => [sessions, items.length])).toEqual([[2, 2]]);
    expect(clusters[0]?.words).toEqual(expect.arrayContaining(["calibration"]));
  });

  test("an item that is gone says so", async () => {
    await expect(core.client.call("ledger.get", { id: "r/none#0" })).rejects.toMatchObject({ code: "not-found" });
  });
});

test("links carry their grade and what speaks for them", async () => {
  const first = await core.client.call("sessions.get", { id: "20260204-213118" });
  expect(first.commits.map(({ subject, link }) => [subject, link.grade])).toEqual([
    ["Keep the angle within a circle", "exact"],
    ["Start the lighthouse", "mentioned"],
  ]);
  const [proof] = first.commits[0]?.link.proofs ?? [];
  expect(proof).toMatchObject({ kind: "tag-range", facts: { startTag: "session-20260204-213118-claude-start" } });
});
