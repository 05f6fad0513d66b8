import { expect, test } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";

test.beforeEach(async ({ page, app, repository }) => {
  await page.goto(app.url);
  await indexRepository(page, repository.root);
});

test("goes to a session and a symbol by name", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("#ring");
  await expect(page.getByRole("option", { name: /choose the ring buffer/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/session\//);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("@rotate_lamp");
  await expect(page.getByRole("option", { name: /rotate_lamp/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/document\/\d+\?line=\d+/);
});

test("Enter before the answer goes to what was typed, not to what stood there", async ({ page }) => {
  await page.keyboard.press("Control+p");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.insertText("lamp.rs");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/document\/\d+/);
  await expect(page.getByRole("main")).toContainText("rotate_lamp");
});

test("what is typed in the very frame it opens goes into it", async ({ page }) => {
  const link = page.getByRole("link", { name: "Library" });
  await link.focus();
  // A machine so busy that the next frame does not come.
  await page.evaluate(() => (window.requestAnimationFrame = () => 0));
  await page.keyboard.press("Control+k");
  await page.keyboard.type(">go to set");
  await expect(page.getByRole("combobox", { name: "Command palette" })).toHaveValue(">go to set");
});

test("runs commands: the theme, a screen, indexing again", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(">dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  await page.keyboard.press("Control+k");
  await page.keyboard.type(">go to set");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Appearance" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type(">index lighthouse");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Indexing lighthouse")).toBeVisible();
});

test("Esc closes it and the focus is where it was", async ({ page }) => {
  const link = page.getByRole("link", { name: "Library" });
  await link.focus();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Command palette" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(link).toBeFocused();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(link).toBeFocused();
});
