import type { Page } from "@playwright/test";
import { expect, test } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { expectNoViolations } from "./support/page-checks.ts";

const box = (page: Page) => page.getByLabel("Search everything");
const results = (page: Page) => page.getByRole("listbox", { name: "Results" });

test.beforeEach(async ({ page, app, repository }) => {
  await page.goto(app.url);
  await indexRepository(page, repository.root);
});

test("within the results: w adds words that must hold, chips take them out again", async ({ page }) => {
  await page.getByRole("link", { name: "Search" }).click();
  await box(page).fill("lamp disk");
  await expect(results(page).getByRole("option").nth(1)).toBeVisible();
  const before = await results(page).getByRole("option").count();
  await results(page).focus();
  await page.keyboard.press("w");
  const field = page.getByRole("textbox", { name: "Search within these results" });
  await expect(field).toBeFocused();
  await expectNoViolations(page);
  await page.keyboard.type("reading type:code");
  await page.keyboard.press("Enter");
  await expect(box(page)).toHaveValue('lamp disk "reading" type:code');
  await expect(page.getByRole("button", { name: /^Code/ })).toHaveAttribute("aria-pressed", "true");
  await expect(results(page).getByRole("option")).toHaveCount(1);
  await expect(results(page).getByRole("option").first()).toContainText("RingBuffer");
  const chip = page.getByRole("list", { name: "Within" }).getByRole("button", { name: "No longer within “reading”" });
  await expectNoViolations(page);
  await chip.press("Enter");
  await expect(box(page)).toHaveValue("lamp disk type:code");
  await expect(chip).toHaveCount(0);
  // What is typed is read as a chip too.
  await box(page).fill('lamp disk "power loss"');
  await expect(page.getByRole("button", { name: "No longer within “power loss”" })).toBeVisible();
  expect(before).toBeGreaterThan(1);
});

test("within a session: the real search, its hits in place, the session stays", async ({ page }) => {
  await page.getByRole("link", { name: "Sessions" }).click();
  await page.getByRole("option", { name: /choose the ring buffer/ }).dblclick();
  await expect(page.getByRole("heading", { name: "choose the ring buffer" })).toBeVisible();
  await page.keyboard.press("w");
  const field = page.getByRole("combobox", { name: "Search in this session" });
  await expect(field).toBeFocused();
  // Stemmed, in any order, and with the language's fields: more than find in page does.
  await page.keyboard.type("losing power writes type:challenge");
  const hits = page.getByRole("listbox", { name: "Found in this session" }).getByRole("option");
  await expect(hits).toHaveCount(1);
  await expect(hits.first().locator("mark").first()).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press("Enter");
  await expect(page.locator('[aria-current="location"]').first()).toContainText("Torn writes");
  await expect(page).toHaveURL(/#\/session\/.*line=\d+/);

  await page.keyboard.press("w");
  await expect(field).toBeFocused();
  await page.keyboard.type("buffer");
  await expect(hits.first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(hits.first()).toHaveAttribute("aria-selected", "true");
  await field.fill("xyzzyplugh");
  await expect(page.getByText("Nothing found")).toBeVisible();
  // Find in page is still Ctrl+F.
  await page.keyboard.press("Control+f");
  await expect(page.getByRole("textbox", { name: "Find" }).first()).toBeFocused();
  await page.keyboard.press("Escape");
  await field.focus();
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "choose the ring buffer" })).toBeVisible();
});
