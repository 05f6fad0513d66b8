import type { Page } from "@playwright/test";
import { expect, test } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { expectNoViolations } from "./support/page-checks.ts";
import { holdToast } from "./support/toast.ts";

const box = (page: Page) => page.getByLabel("Search everything");
const results = (page: Page) => page.getByRole("listbox", { name: "Results" });
const screen = (page: Page, name: string) => page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name });
const saved = (page: Page) => page.getByRole("region", { name: "Saved searches" });
const recent = (page: Page) => page.getByRole("region", { name: "Recent searches" });

test.beforeEach(async ({ page, app, repository }) => {
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await screen(page, "Search").click();
});

test("a search is saved by key, taken again from the empty box, renamed, removed and brought back, by keyboard", async ({ page }) => {
  await box(page).fill("ring buffer type:decision");
  await page.getByRole("button", { name: "Exact words" }).click();
  await box(page).press("Control+s");
  const name = page.getByRole("textbox", { name: "Name" });
  await expect(name).toHaveValue("ring buffer type:decision");
  await name.fill("Storage");
  await expectNoViolations(page);
  await name.press("Enter");
  await expect(page.getByRole("button", { name: "Saved as “Storage”" })).toBeVisible();

  await box(page).fill("");
  await expect(saved(page).getByRole("button", { name: "Storage ring buffer type:decision" })).toBeVisible();
  await page.getByRole("button", { name: "Meaning" }).click();
  await box(page).press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box(page)).toHaveValue("ring buffer type:decision");
  await expect(page.getByRole("button", { name: "Exact words" })).toHaveAttribute("aria-pressed", "true");
  await expect(results(page).getByRole("option")).toHaveCount(1);

  await box(page).fill("");
  await box(page).press("ArrowDown");
  await page.keyboard.press("F2");
  await expect(page.getByRole("textbox", { name: "Rename Storage" })).toBeFocused();
  await page.keyboard.type("Where readings are kept");
  await page.keyboard.press("Enter");
  const row = saved(page).getByRole("button", { name: "Where readings are kept ring buffer type:decision" });
  await expect(row).toBeFocused();
  await page.keyboard.press("Delete");
  const removed = await holdToast(page, "Removed “Where readings are kept”");
  await expect(saved(page)).toHaveCount(0);
  await removed.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await box(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).toBeFocused();
  await expectNoViolations(page);
});

test("the palette saves the search on the screen, and finds saved ones by name", async ({ page }) => {
  await box(page).fill("torn writes");
  await expect(page).toHaveURL(/q=torn/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type(">save this");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Name" }).fill("Losses");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Saved as “Losses”" })).toBeVisible();
  await screen(page, "Sessions").click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("losses");
  await expect(page.getByRole("option", { name: /Losses/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(box(page)).toHaveValue("torn writes");
});

test("history: what led somewhere is offered, forgotten one by one or all, and can be switched off", async ({ page }) => {
  const search = async (text: string): Promise<void> => {
    await screen(page, "Search").click();
    await box(page).fill(text);
    await expect(results(page).getByRole("option").first()).toBeVisible();
    await box(page).press("Enter");
    await expect(box(page)).toHaveCount(0);
  };
  await search("rotate lamp");
  await search("power loss");
  await screen(page, "Search").click();
  await expect(recent(page).getByRole("listitem")).toHaveText([/power loss/, /rotate lamp/]);
  await box(page).press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box(page)).toHaveValue("rotate lamp");

  await box(page).fill("");
  await recent(page).getByRole("button", { name: "Forget power loss" }).click();
  const forgotten = await holdToast(page, "Forgot “power loss”");
  await expect(recent(page).getByRole("listitem")).toHaveText([/rotate lamp/]);
  await forgotten.getByRole("button", { name: "Undo" }).click();
  await expect(recent(page).getByRole("listitem")).toHaveText([/power loss/, /rotate lamp/]);
  await recent(page).getByRole("button", { name: "Clear" }).click();
  await expect(recent(page)).toHaveCount(0);

  await screen(page, "Settings").click();
  await page.getByRole("navigation", { name: "Sections of the settings" }).getByRole("link", { name: "Search" }).click();
  await page.getByRole("switch", { name: "Remember searches" }).click();
  await expect(page.getByRole("switch", { name: "Remember searches" })).not.toBeChecked();
  await search("foghorn lamp");
  await screen(page, "Search").click();
  await expect(page.getByRole("heading", { name: "Narrow it down" })).toBeVisible();
  await expect(recent(page)).toHaveCount(0);
});
