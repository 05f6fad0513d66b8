import type { Page } from "@playwright/test";
import { expect, test } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { expectNoViolations } from "./support/page-checks.ts";

const box = (page: Page) => page.getByLabel("Search everything");
const results = (page: Page) => page.getByRole("listbox", { name: "Results" });
const heading = (page: Page) => page.getByRole("heading", { level: 1, name: /^Similar to/ });

test.beforeEach(async ({ page, app, repository }) => {
  repository.write("docs/power.md", "# Power\n\nA record torn by power loss is found by its checksum.\n");
  repository.commit("Describe power loss");
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await page.getByRole("link", { name: "Search" }).click();
});

test("m on a result lists what is like it, says why, and Esc comes back to the search", async ({ page }) => {
  await box(page).fill("torn writes power loss type:challenge");
  await expect(results(page).getByRole("option")).toHaveCount(1);
  await results(page).focus();
  await page.keyboard.press("m");
  await expect(heading(page)).toContainText("Torn writes");
  await expect(results(page)).toBeFocused();
  const options = results(page).getByRole("option");
  await expect(options.filter({ hasText: "· docs/power.md" })).toHaveCount(1);
  await expect(options.filter({ hasText: "choose the ring buffer" })).toHaveCount(0);
  await expect(page.getByText("By words in common")).toBeVisible();

  await page.getByRole("button", { name: "Why this result" }).click();
  const why = page.getByRole("region", { name: "Why this result" });
  await expect(why.getByRole("row", { name: /^words/ })).toContainText("Words in common");
  const values = (await why.locator("tbody .why-value").allTextContents()).map((text) => Number(text.replace("−", "-")));
  const score = Number(await why.locator("tfoot .why-value").textContent());
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - score)).toBeLessThan(0.001 * (values.length + 1));
  await expectNoViolations(page);

  // One likeness leads to the next, and each step back is one step.
  await results(page).focus();
  await page.keyboard.press("m");
  await expect(heading(page)).not.toContainText("Torn writes");
  await page.keyboard.press("Escape");
  await expect(heading(page)).toContainText("Torn writes");
  await page.keyboard.press("Escape");
  await expect(box(page)).toHaveValue("torn writes power loss type:challenge");
});

test("from a document at its line, and from an entry of a session", async ({ page }) => {
  await box(page).fill("docs/power.md");
  await expect(results(page).getByRole("option").first()).toContainText("power.md");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "docs/power.md" })).toBeVisible();
  await page.getByRole("link", { name: "More like this" }).press("Enter");
  await expect(heading(page)).toContainText("Power");
  await expect(results(page).getByRole("option").first()).toBeVisible();
  await page.reload();
  await expect(heading(page)).toContainText("Power");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("heading", { name: "docs/power.md" })).toBeVisible();

  await page.getByRole("link", { name: "Sessions" }).click();
  await page.getByRole("option", { name: /choose the ring buffer/ }).dblclick();
  const entry = page.getByRole("link", { name: "More like Update" });
  await entry.focus();
  await page.keyboard.press("Enter");
  await expect(heading(page)).toBeVisible();
  await expect(results(page).getByRole("option").first()).toBeVisible();
});

test("a passage that is gone says so", async ({ page }) => {
  await page.evaluate(() => (window.location.hash = "#/search?like=p1"));
  await expect(page.getByRole("heading", { name: "This passage is no longer there" })).toBeVisible();
  await page.getByRole("link", { name: "Search", exact: true }).last().click();
  await expect(box(page)).toBeFocused();
});
