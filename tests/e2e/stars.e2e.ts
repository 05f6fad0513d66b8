import { expect } from "./support/app.ts";
import { test } from "./support/sessions-library.ts";

test("a star is set by key and by button, shown in rows, listed by the palette, and kept by a reload", async ({ page }) => {
  await page.getByRole("link", { name: "Sessions", exact: true }).click();
  await page
    .getByRole("listbox", { name: "Sessions" })
    .getByRole("option", { name: /choose the ring buffer/ })
    .click();
  const star = page.getByRole("button", { name: "Star", exact: true });
  await expect(star).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("s");
  await expect(star).toHaveAttribute("aria-pressed", "true");

  await page.getByRole("link", { name: "Ledger", exact: true }).click();
  const entry = page.getByRole("listbox", { name: "Decisions and challenges" }).getByRole("option").first();
  await entry.click();
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await expect(entry).toContainText("Starred");

  await page.keyboard.press("Control+k");
  await page.keyboard.type(">starred");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=is%3Astarred/);
  const found = page.getByRole("listbox", { name: "Results" }).getByRole("option");
  await expect(found).not.toHaveCount(0);
  await page.reload();
  await expect(found.filter({ hasText: "Starred" })).not.toHaveCount(0);
  await found.filter({ hasText: "Starred" }).first().click();
  await star.first().click();
  await expect(star.first()).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("?");
  await expect(page.getByText("Star, or take the star away")).toBeVisible();
});
