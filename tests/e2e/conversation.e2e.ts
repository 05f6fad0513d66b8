import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { encodeFolder } from "../../src-main/core/transcripts/find-repository.ts";
import { writeLongTranscript } from "../support/long-transcript.ts";
import { claudeTalk } from "../support/claude-talk.ts";
import { startTestCore } from "../support/test-core.ts";
import { startApp, test as base, expect, type RunningApp } from "./support/app.ts";
import { isElectron, startElectron } from "./support/electron.ts";
import { expectNoViolations } from "./support/page-checks.ts";

/** An app whose library holds two transcripts: a short one with everything in it, and one of some thousand turns. */
const test = base.extend<{ library: string; app: RunningApp }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright finds a fixture's needs by its parameter's pattern
  library: async ({}, run) => {
    const folder = mkdtempSync(join(tmpdir(), "verdigris-talk-"));
    const [home, root, claude] = [join(folder, "home"), join(folder, "lighthouse"), join(folder, "claude")];
    const projects = join(claude, "projects", encodeFolder(root));
    for (const path of [home, join(root, "src"), join(projects, "short/subagents")]) mkdirSync(path, { recursive: true });
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], { cwd: root });
    git("init", "-q");
    writeFileSync(join(root, "src/horn.ts"), "/** In UTC. */\nexport function dawnUtc(): number {\n  return utc(sunrise());\n}\n");
    git("add", "-A");
    git("commit", "-qm", "Sound at dawn");
    const talk = claudeTalk(root, git("rev-parse", "--short=8", "HEAD").toString().trim());
    writeFileSync(join(projects, "short.jsonl"), talk.main);
    writeFileSync(join(projects, "short/subagents/agent-77.jsonl"), talk.subAgent);
    await writeLongTranscript(join(projects, "long.jsonl"), 8_000_000, root);
    process.env["CLAUDE_CONFIG_DIR"] = claude;
    const core = await startTestCore({ home });
    await core.index(root);
    const { runIds } = await core.client.call("transcripts.allow", { assistant: "claude-code" });
    await core.settle(runIds);
    await core.stop();
    await run(home);
    rmSync(folder, { recursive: true, force: true });
  },
  app: async ({ library }, run, info) => {
    const app = isElectron(info) ? await startElectron(library) : await startApp(library);
    await run(app);
    await app.stop();
  },
});

const turns = (page: Page) => page.getByRole("article");
const turn = (page: Page, number: number) => page.locator(`article[aria-posinset="${number}"]`);

async function open(page: Page, app: RunningApp, title: RegExp): Promise<void> {
  if (app.window === undefined) await page.goto(app.url);
  await page.getByRole("link", { name: "Sessions", exact: true }).click();
  await page.getByRole("option", { name: title }).click();
  await expect(turn(page, 1)).toBeVisible();
}

test("a conversation: who spoke, what was done, what came out, secrets masked and counted", async ({ page, app }) => {
  await open(page, app, /Foghorn at dawn.*2 prompts.*1 commit/);
  await expect(page.getByText("3 secrets masked")).toBeVisible();
  await expect(page.getByText(/4\.8K tokens in, 1\.4K out/)).toBeVisible();
  await expect(turn(page, 1)).toContainText("Why does the foghorn stay silent at dawn?");
  await expect(turn(page, 1)).toContainText("[masked GITHUB_TOKEN]");
  await expect(page.locator("body")).not.toContainText("ghp_");

  const failing = page.getByRole("button", { name: /Ran npm test .* Failed/ });
  await failing.click();
  await expect(page.getByRole("group", { name: "Output" })).toContainText("expected 05:12 to be 04:12");
  await failing.click();
  await expect(page.getByRole("group", { name: "Output" })).toHaveCount(0);

  await page.getByRole("button", { name: /^Edited src\/horn\.ts \+3 −2/ }).click();
  const change = page.getByRole("region", { name: "Change of src/horn.ts" });
  await expect(change.locator('[data-kind="removed"]')).toHaveText(["export function dawn(): number {", "  return local(sunrise());"]);
  await page.getByRole("button", { name: "Unfold what was done" }).click();
  await expect(page.getByRole("group", { name: "Output" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Fold what was done" }).click();

  await page.getByRole("link", { name: /Committed .* Sound at dawn/ }).click();
  await expect(page).toHaveURL(/#\/commit\//);
  await page.goBack();
  await page.getByRole("tab", { name: /Agents/ }).click();
  await page.getByRole("option", { name: "agent-77" }).click();
  await expect(page.getByRole("article", { name: /^Sub-agent 77/ }).first()).toBeInViewport();
  await page.getByRole("button", { name: /^Edited src\/horn\.ts/ }).click();
  await page.getByRole("button", { name: "src/horn.ts", exact: true }).click();
  await expect(page).toHaveURL(/#\/document\//);
});

test("the code it changed: file, symbol, every edit with the way to its turn, by keyboard alone", async ({ page, app }) => {
  await open(page, app, /Foghorn at dawn/);
  await page.getByRole("button", { name: "1 file edited" }).focus();
  await page.keyboard.press("Enter");
  const part = page.getByRole("region", { name: /^Changed code 1/ });
  await expect(part).toBeFocused();
  await expect(part.getByRole("link", { name: "dawnUtc" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(part.getByRole("link", { name: "src/horn.ts", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const edit = part.getByRole("region", { name: "Edit 1 of src/horn.ts" });
  await expect(edit.locator('[data-kind="added"]')).toHaveText([
    "/** In UTC. */",
    "export function dawnUtc(): number {",
    "  return utc(sunrise());",
  ]);
  await expectNoViolations(page);
  await part.getByRole("button", { name: "in turn 3" }).focus();
  await page.keyboard.press("Enter");
  const change = page.getByRole("region", { name: "Change of src/horn.ts" });
  await expect(change).toBeInViewport();
  await expect(turn(page, 3).locator(".call[data-open]")).toBeFocused();

  await page.getByRole("button", { name: "1 file edited" }).click();
  await part.getByRole("link", { name: "dawnUtc" }).click();
  await expect(page).toHaveURL(/#\/history\//);
  await expect(page.getByRole("heading", { name: /dawnUtc/ })).toBeVisible();
});

test("a long one exists only where it is seen, by keys from prompt to prompt, and a line's address leads to its turn", async ({
  page,
  app,
}) => {
  await open(page, app, /Question 0/);
  const total = Number(await turn(page, 1).getAttribute("aria-setsize"));
  expect(total).toBeGreaterThan(1000);
  expect(await turns(page).count()).toBeLessThan(60);
  await page.keyboard.press("j");
  await expect(turn(page, 3)).toBeFocused();
  await page.keyboard.press("j");
  await expect(turn(page, 5)).toBeFocused();
  await page.keyboard.press("k");
  await expect(turn(page, 3)).toBeFocused();

  await page.getByRole("region", { name: "Conversation" }).focus();
  await page.keyboard.press("End");
  await expect(turn(page, total)).toBeInViewport();
  expect(await turns(page).count()).toBeLessThan(60);

  const address = page.url().replace(/\?.*$/, "");
  await page.goto(`${address}?line=901`);
  const marked = page.locator('article[aria-current="location"]');
  await expect(marked).toContainText("Question 300:");
  await expect(marked).toBeInViewport();
  await page.reload();
  await expect(marked).toBeInViewport();
});

test("find goes through the whole of it, n and N too, and opens what is folded", async ({ page, app }) => {
  await open(page, app, /Question 0/);
  await page.keyboard.press("ControlOrMeta+f");
  await page.keyboard.type("question 400:");
  // The first match is gone to as one types.
  await expect(page.getByRole("search")).toContainText("1 of 1");
  await expect(turn(page, 801)).toBeInViewport();

  // Stands only in what a command printed, which is folded.
  await page.getByRole("textbox", { name: /Find/ }).fill(`numbers ${411 * 7919}`);
  await expect(page.getByRole("search")).toContainText(/1 of [1-9]/);
  await expect(page.getByRole("group", { name: "Output" })).toContainText(`numbers ${411 * 7919}`);
  await expect(turn(page, 824)).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("search")).toBeHidden();

  await page.goto(`${page.url().replace(/\?.*$/, "")}?q=${encodeURIComponent('"part 96 of"')}`);
  await page.reload();
  await expect(turn(page, 1)).toBeVisible();
  await page.keyboard.press("n");
  await expect(turn(page, 193)).toBeInViewport();
  await page.keyboard.press("n");
  await expect(turn(page, 387)).toBeInViewport();
  await page.keyboard.press("Shift+N");
  await expect(turn(page, 193)).toBeInViewport();
});

test("axe finds nothing, folded and unfolded, light and dark", async ({ page, app }) => {
  await open(page, app, /Foghorn at dawn/);
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Unfold what was done", exact: true }).click();
  await expectNoViolations(page);
});
