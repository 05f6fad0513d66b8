import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureBundles } from "../../build/bundle.ts";
import type { Biography } from "../../src-shared/contract/history.ts";
import type { LedgerList } from "../../src-shared/contract/ledger.ts";
import { runCli } from "../support/cli.ts";
import { createLighthouseHistory, type LighthouseHistory } from "../support/lighthouse-history.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

const TOKEN = `ghp_${"x1Y2".repeat(9)}`;
let home: string;
let lighthouse: LighthouseHistory;

beforeAll(async () => {
  await ensureBundles(["main"]);
  home = mkdtempSync(join(tmpdir(), "verdigris-export-"));
  lighthouse = createLighthouseHistory();
  expect((await runCli(["index", lighthouse.root], { home })).code).toBe(0);
});
afterAll(() => {
  lighthouse.remove();
  rmSync(home, { recursive: true, force: true });
});

describe("through the core", () => {
  let core: TestCore;
  beforeAll(async () => {
    core = await startTestCore({ home });
  });
  afterAll(() => core.stop());

  test("a session as Markdown, HTML and JSON, its secret masked and counted in each", async () => {
    for (const format of ["markdown", "html", "json"] as const) {
      const file = await core.client.call("export.session", { id: "20260207-093000", format });
      expect(file.text).toContain("interrupts do it");
      expect(file.text).not.toContain(TOKEN);
      expect(file.masked).toBeGreaterThan(0);
    }
    const { text, fileName } = await core.client.call("export.session", { id: "20260204-213118" });
    expect(fileName).toBe("session-20260204-213118.md");
    expect(text).toMatch(/^# angle of the lamp\n/);
    expect(text).toContain("## Decisions");
    expect(text).toMatch(/Keep the angle within a circle \(exact: In the tag range/);
  });

  test("a ledger view holds what its filter lets through, with marks", async () => {
    const file = await core.client.call("export.ledger", { filter: { kinds: ["decision"], text: "angles" } });
    expect(file.text).toContain("## Angles wrap at a full circle");
    expect(file.text).toContain("> The file it names changed since");
    expect(file.text).not.toContain("Polling");
    expect(JSON.parse((await core.client.call("export.ledger", { format: "json" })).text)).toHaveLength(5);
  });

  test("a search as it stands", async () => {
    const file = await core.client.call("export.search", { text: "heat sink", format: "html" });
    expect(file.mediaType).toBe("text/html");
    expect(file.text).toContain("overheats");
    expect(file.fileName).toBe("search-heat-sink.html");
  });
});

describe("on the command line", () => {
  const cli = (...args: readonly string[]) => runCli(args, { home, cwd: lighthouse.root });

  test("ledger --json has the shape that scripts rely on", async () => {
    const run = await cli("ledger", "--kind", "decision", "--repo", "repository", "--json");
    expect(run.code).toBe(0);
    const list = JSON.parse(run.stdout) as LedgerList;
    expect(list.total).toBe(3);
    expect(Object.keys(list)).toEqual(["items", "total", "facets"]);
    expect((await cli("ledger", "--mark", "stale")).stdout).toContain("The file it names changed since");
    expect((await cli("ledger", "--recurring")).stdout).toContain("2 sessions");
    expect((await cli("ledger", "--repo", "nowhere")).code).toBe(3);
    expect((await cli("ledger", "--kind", "poem")).code).toBe(2);
  });

  test("a list says how many, in the right number, and that nothing was found", async () => {
    const { stdout } = await cli("sessions", "--repo", "repository", "--agent", "gemini");
    expect(stdout).toMatch(/^20260207-093000 .*\(repository, \d decisions?, 1 challenge, 1 commit\)$/m);
    expect(stdout).not.toContain("20260204-213118");
    for (const nothing of [
      ["sessions", "--text", "zeppelin"],
      ["ledger", "--text", "zeppelin"],
      ["ledger", "--recurring", "--text", "zeppelin"],
    ])
      expect((await cli(...nothing)).stdout).toBe("Nothing found.\n");
    expect((await cli("sessions", "--after", "2026-02-06")).stdout).not.toContain("20260204-213118");
  });

  test("a limit that is no number is refused, and 0 is all", async () => {
    for (const command of [["sessions"], ["ledger"], ["why", "src/rotation.ts"], ["search", "lamp"], ["export", "search", "lamp"]]) {
      const { code, stderr } = await cli(...command, "--limit", "many");
      expect([code, stderr]).toEqual([2, expect.stringContaining("Write a whole number.") as string]);
    }
    expect((JSON.parse((await cli("ledger", "--limit", "0", "--json")).stdout) as LedgerList).items).toHaveLength(5);
  });

  test("the ledger is exported in the order and the view that it is listed in", async () => {
    const oldest = JSON.parse((await cli("export", "ledger", "--sort", "oldest", "--json")).stdout) as { readonly date: string }[];
    expect(oldest.map(({ date }) => date)).toEqual(oldest.map(({ date }) => date).toSorted());
    expect(JSON.parse((await cli("export", "ledger", "--recurring", "--json")).stdout)).toContainEqual(
      expect.objectContaining({ sessions: 2 }),
    );
  });

  test("why takes a path from where it is run", async () => {
    const run = await cli("why", "src/rotation.ts:rotateLamp", "--json");
    const biography = JSON.parse(run.stdout) as Biography;
    expect(biography.answers[0]?.item.title).toBe("Angles wrap at a full circle");
    expect(biography.commits.map((commit) => commit.hash)).toEqual([lighthouse.commits.lamp, lighthouse.commits.start]);
    expect((await runCli(["why", "rotation.ts:3"], { home, cwd: join(lighthouse.root, "src") })).stdout).toContain(
      "Keep the angle within a circle",
    );
    expect((await cli("why", "no/such/file.ts")).code).toBe(3);
  });

  test("export prints, or writes a file, and tells of masked secrets beside it", async () => {
    const printed = await cli("export", "session", "20260207", "--json");
    expect(printed.code).toBe(0);
    expect(printed.stderr).toMatch(/secrets? (?:was|were) masked/);
    expect(JSON.parse(printed.stdout)).toMatchObject({ session: { ownId: "20260207-093000" } });
    const out = join(home, "ledger.html");
    expect((await cli("export", "ledger", "--format", "html", "--out", out)).stdout).toBe("");
    expect(readFileSync(out, "utf8")).toMatch(/^<!doctype html>/);
  });
});
