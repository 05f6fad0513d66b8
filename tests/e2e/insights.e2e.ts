import { expect } from "./support/app.ts";
import { test } from "./support/sessions-library.ts";
import { expectNoViolations } from "./support/page-checks.ts";

test("ledger: filter, read, jump to the line in the session", async ({ page }) => {
  await page.getByRole("link", { name: "Ledger" }).click();
  const list = page.getByRole("listbox", { name: "Decisions and challenges" });
  await expect(list.getByRole("option")).toHaveCount(5);
  await page.getByRole("combobox", { name: "Filter decisions and challenges" }).fill("ring");
  await page.getByRole("button", { name: /^Decisions/ }).click();
  await expect(page).toHaveURL(/#\/ledger\?text=ring&kind=decision$/);
  await list.getByRole("option", { name: /Ring buffer over a database/ }).click();
  await expect(page.getByRole("article", { name: "Entry" })).toContainText("readings older than a day are worthless");
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Open in its session" }).click();
  await expect(page.locator('[aria-current="location"]')).toContainText("readings older than a day are worthless");
});

test("insights: every plot has its table, and a mark opens what it counts", async ({ page }) => {
  const broken: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") broken.push(message.text());
  });
  await page.getByRole("link", { name: "Insights" }).click();
  await expect(page.locator(".insight-plot svg")).toHaveCount(7);
  expect(broken).toEqual([]);
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Show as table: Sessions a week" }).click();
  await expect(page.getByRole("row", { name: "Feb 2, 2026 4" })).toBeVisible();
  await page.getByRole("link", { name: "Feb 2, 2026" }).click();
  await expect(page).toHaveURL(/#\/sessions\?from=2026-02-02&to=2026-02-08$/);
  await expect(page.getByRole("listbox", { name: "Sessions" }).getByRole("option")).toHaveCount(4);
});
