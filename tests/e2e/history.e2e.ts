import type { Page } from "@playwright/test";
import { createLighthouseHistory, type LighthouseHistory } from "../support/lighthouse-history.ts";
import { expect, test as base } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { expectNoViolations } from "./support/page-checks.ts";

/** A repository with two sessions, tags, and a file that was decided about, renamed and changed afterwards. */
const test = base.extend<{ readonly lighthouse: LighthouseHistory }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright finds a fixture's needs by its parameter's pattern
  lighthouse: async ({}, run) => {
    const lighthouse = createLighthouseHistory();
    await run(lighthouse);
    lighthouse.remove();
  },
});

async function choose(page: Page, typed: string, row: RegExp): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(typed);
  await expect(page.getByRole("option", { name: row }).first()).toBeVisible();
  await page.getByRole("option", { name: row }).first().click();
}

test("a file's history: every name it had, what changed it, what was decided, each with its evidence", async ({
  page,
  app,
  lighthouse,
}) => {
  await page.goto(app.url);
  await indexRepository(page, lighthouse.root);
  await choose(page, "?rotation", /rotation\.ts/);
  await expect(page.getByRole("heading", { level: 1, name: "src/rotation.ts" })).toBeVisible();
  await expect(page.getByText("formerly src/lamp.ts")).toBeVisible();
  await expect(page.getByRole("region", { name: "Most likely why" })).toContainText("Angles wrap at a full circle");

  const timeline = page.getByRole("region", { name: "Timeline" });
  for (const title of ["Turn faster", "Name the file after what it does", "Keep the angle within a circle", "Start the lighthouse"])
    await expect(timeline.getByRole("link", { name: title, exact: true })).toBeVisible();
  await timeline.getByRole("button", { name: "Evidence Keep the angle within a circle" }).click();
  await expect(timeline).toContainText("It changed 1 file.");
  await expect(timeline.getByText("Exact", { exact: true })).toBeVisible();
  await expectNoViolations(page);

  const chips = page.getByRole("group", { name: "What to show" });
  await chips.getByRole("button", { name: /Commits/ }).click();
  await expect(timeline.getByRole("link", { name: "Turn faster", exact: true })).toHaveCount(0);
  await expect(timeline.getByRole("link", { name: "Angles wrap at a full circle" })).toBeVisible();
  await chips.getByRole("button", { name: /Commits/ }).click();

  await timeline.getByRole("link", { name: "Turn faster", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Turn faster" })).toBeVisible();
  await page.goBack();
  await timeline.getByRole("link", { name: "Angles wrap at a full circle" }).click();
  await expect(page).toHaveURL(/#\/session\/.*line=\d+/);
});

test("why, from a line of the code: its symbol's own commits; the keys move along and open", async ({ page, app, lighthouse }) => {
  await page.goto(app.url);
  await indexRepository(page, lighthouse.root);
  await choose(page, "@turnsPerMinute", /turnsPerMinute/);
  await expect(page.getByRole("heading", { level: 1, name: "src/rotation.ts" })).toBeVisible();
  await page.getByRole("link", { name: "Why? Why turnsPerMinute is as it is" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "turnsPerMinute function" })).toBeVisible();
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline.getByRole("link", { name: "Turn faster", exact: true })).toBeVisible();
  await expect(timeline.getByRole("link", { name: "Keep the angle within a circle" })).toHaveCount(0);

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(timeline.locator(".history-link").first()).toBeFocused();
  await page.keyboard.press("j");
  const focused = await timeline.locator(".history-link:focus").textContent();
  await page.keyboard.press("Space");
  await expect(timeline.getByRole("button", { name: `Evidence ${focused ?? ""}` })).toHaveAttribute("aria-expanded", "true");
  await expectNoViolations(page);

  await page.getByRole("link", { name: "Whole file" }).click();
  await expect(timeline.getByRole("link", { name: "Keep the angle within a circle" })).toBeVisible();
  await page.getByRole("link", { name: "Open the file" }).click();
  await choose(page, ">history of this", /History of this file/);
  await expect(page.getByRole("heading", { level: 1, name: "src/rotation.ts" })).toBeVisible();
  await page.goBack();
  // A line of no definition's own beginning: the line itself is asked about.
  await choose(page, ":3", /Go to line 3/);
  await page.getByRole("link", { name: "Why? Why line 3 is as it is" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "rotation.ts, line 3" })).toBeVisible();
  await expect(timeline.getByRole("link", { name: "Keep the angle within a circle" })).toBeVisible();
});

test("from a session's changed code, and from a result of the search", async ({ page, app, lighthouse }) => {
  await page.goto(app.url);
  await indexRepository(page, lighthouse.root);
  await choose(page, "#angle of the lamp", /angle of the lamp/);
  const code = page.getByRole("region", { name: "Changed code" });
  await expect(code).toContainText("(then src/lamp.ts)");
  await expect(page.getByRole("navigation").getByRole("link", { name: "Changed code 1" })).toBeVisible();
  await expectNoViolations(page);
  await code.getByRole("link", { name: "rotateLamp" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "rotateLamp function" })).toBeVisible();

  await page.getByRole("link", { name: "Search" }).click();
  await page.getByLabel("Search everything").fill("symbol:turnsPerMinute");
  await expect(page.getByRole("listbox", { name: "Results" }).getByRole("option").first()).toBeVisible();
  await page.getByRole("region", { name: "Preview" }).getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "turnsPerMinute function" })).toBeVisible();
});

test("what the library does not know says so", async ({ page, app, lighthouse }) => {
  await page.goto(app.url);
  await indexRepository(page, lighthouse.root);
  const { hash } = new URL(page.url());
  const repositoryId = hash.split("/")[2] ?? "";
  await page.goto(`${new URL(app.url).origin}/#/history/${repositoryId}?path=src%2Fnothing.ts`);
  await expect(page.getByRole("alert")).toContainText("The library knows no file src/nothing.ts");
});
