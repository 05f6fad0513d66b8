import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./support/app.ts";

test("a changed setting has effect at once, stands in the file, and is there after a reload", async ({ page, app }) => {
  await page.goto(app.url);
  await page.keyboard.press("Control+,");
  await page.getByRole("combobox", { name: "Theme" }).click();
  await page.getByRole("option", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("combobox", { name: "Text size" }).click();
  await page.getByRole("option", { name: "150 %" }).click();
  await expect(page.locator("html")).toHaveCSS("font-size", "19.5px");

  const file = join(app.home, "config.toml");
  const text = expect.poll(() => existsSync(file) && readFileSync(file, "utf8"));
  await text.toMatch(/^theme = "dark"$/m);
  await text.toMatch(/^font_scale = 1\.5$/m);

  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("combobox", { name: "Theme" })).toHaveText("Dark");

  await page.getByRole("button", { name: "Back to the default: Theme" }).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  await page.getByRole("link", { name: "Settings file" }).click();
  await expect(page.getByRole("region", { name: "Text of the settings file" })).toContainText("font_scale = 1.5");
});

test("the kept theme is set before the core has answered", async ({ page, app }) => {
  await page.goto(app.url);
  await page.keyboard.press("Control+,");
  await page.getByRole("combobox", { name: "Theme" }).click();
  await page.getByRole("option", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.routeWebSocket(/\/socket/, () => undefined);
  await page.reload();
  await expect(page.getByRole("contentinfo")).toContainText("Connecting");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a number out of range is refused with the range, and is not written", async ({ page, app }) => {
  await page.goto(app.url);
  await page.goto(`${new URL(app.url).origin}/#/settings/indexing`);
  const size = page.getByLabel("Largest file (bytes)");
  await size.fill("12");
  await size.blur();
  await expect(page.getByText("Write a number from 1,024 to 100,000,000.")).toBeVisible();
  await size.fill("3,000,000");
  await size.press("Enter");
  const file = join(app.home, "config.toml");
  await expect.poll(() => existsSync(file) && readFileSync(file, "utf8")).toMatch(/^max_file_bytes = 3_?000_?000$/m);
});

test("a broken file is shown with line and fix, is never overwritten, and works again as soon as it is put right", async ({
  page,
  app,
}) => {
  const file = join(app.home, "config.toml");
  await page.goto(app.url);
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("combobox", { name: "Theme" })).toBeEnabled();
  const broken = '[appearance]\ntheme = "dark\n';
  writeFileSync(file, broken);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The settings file cannot be read");
  await expect(alert).toContainText("Line 2");
  await expect(page.getByRole("combobox", { name: "Theme" })).toBeDisabled();
  await expect(page.getByRole("contentinfo")).toContainText("1 problem");
  await alert.getByRole("link", { name: "Show the file" }).click();
  await expect(page.locator("[data-problem]")).toHaveText('theme = "dark');
  expect(readFileSync(file, "utf8")).toBe(broken);

  writeFileSync(file, '[appearance]\ntheme = "dark"\n');
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(alert).toHaveCount(0);
});

test("one-letter keys can be turned off, and stay off after a reload", async ({ page, app }) => {
  await page.goto(app.url);
  await page.keyboard.press("Control+,");
  await page.getByRole("link", { name: "Shortcuts", exact: true }).click();
  await page.getByRole("switch", { name: "One-letter keys" }).click();
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toHaveAccessibleName("Command palette");
  await page.keyboard.press("Escape");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("switch", { name: "One-letter keys" })).not.toBeChecked();
  }).toPass();
});
