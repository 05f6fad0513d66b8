import { expect, test } from "./support/app.ts";
import { expectIndexed } from "./support/library.ts";

test("by keyboard alone: first run, index, library, settings, back", async ({ page, app, repository }) => {
  await page.goto(app.url);
  await expect(page.getByLabel("Path of a repository on this machine")).toBeFocused();
  // Completion: the parent folder holds this one repository.
  await page.keyboard.type(repository.root.slice(0, -3));
  await expect(page.getByRole("option", { name: repository.root })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Path of a repository on this machine")).toHaveValue(repository.root);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Start indexing" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expectIndexed(page);

  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Repositories" })).toContainText("lighthouse");
  await page.keyboard.press("Control+,");
  const theme = page.getByRole("combobox", { name: "Theme" });
  await theme.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Light" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await expect(theme).toBeFocused();

  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
});
