import type { Page } from "@playwright/test";
import { expect, test } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { expectNoViolations } from "./support/page-checks.ts";

async function openFirst(page: Page, query: string): Promise<void> {
  await page.getByRole("link", { name: "Search" }).click();
  await page.getByLabel("Search everything").fill(query);
  await expect(page.getByRole("listbox", { name: "Results" }).getByRole("option").first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(query).replaceAll("%20", "\\+")}`));
  await page.keyboard.press("Enter");
}

test("code: lines, outline, find in page, next match; the address keeps the line", async ({ page, app, repository }) => {
  const filler = Array.from({ length: 400 }, (_, at) => `/// Lamp number ${at}.\npub fn lamp_${at}() -> u32 {\n    ${at}\n}\n`).join("\n");
  repository.write("src/lamps.rs", filler);
  repository.commit("Many lamps");
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await openFirst(page, "symbol:lamp_300");
  await expect(page.getByRole("heading", { level: 1, name: "src/lamps.rs" })).toBeVisible();
  const code = page.getByRole("region", { name: "src/lamps.rs" });
  await expect(code.getByText("lamp_300")).toBeInViewport();
  expect(await code.locator(".code-row").count()).toBeLessThan(200);

  await page
    .getByRole("navigation", { name: "Outline" })
    .getByRole("button", { name: /^lamp_10 / })
    .click();
  await expect(code.getByText("lamp_10()")).toBeInViewport();
  await expect(page).toHaveURL(/line=\d+/);

  await page.keyboard.press("Control+f");
  await page.getByLabel("Find in page", { exact: true }).fill("lamp_399");
  await expect(code.locator("mark[data-current]")).toHaveText("lamp_399");
  await expect(code.locator("mark[data-current]")).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Find in page", { exact: true })).toHaveCount(0);
  await page.reload();
  await expect(code.getByText("lamp_10()")).toBeInViewport();
  await expectNoViolations(page);
});

test.describe("without watching", () => {
  // A watched folder would be read again before anybody sees the difference.
  test.use({ settings: "[indexing]\nwatch = false\n" });

  test("Markdown: rendered and source, links to files, what changed since", async ({ page, app, repository }) => {
    repository.write("docs/guide.md", "# Guide\n\nThe keeper reads the [lamp](../src/lamp.rs).\n\n## Nightly\n\n- [x] Light it\n");
    repository.commit("A guide");
    await page.goto(app.url);
    await indexRepository(page, repository.root);
    repository.write("docs/guide.md", "# Guide\n\nThe keeper reads the [lamp](../src/lamp.rs) twice.\n\n## Nightly\n\n- [x] Light it\n");
    await openFirst(page, "keeper guide");
    await expect(page.getByText("The file has changed since it was indexed.")).toBeVisible();
    await expect(page.getByRole("heading", { level: 3, name: "Nightly" })).toBeVisible();
    await page.getByRole("button", { name: "Source", exact: true }).click();
    await expect(page.getByRole("region", { name: "docs/guide.md" })).toContainText("## Nightly");
    await page.getByRole("button", { name: "Rendered", exact: true }).click();
    await expectNoViolations(page);
    await page.getByRole("button", { name: "lamp", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "src/lamp.rs" })).toBeVisible();
  });
});

test("a commit: message, files, diff, and the session it came from with its evidence", async ({ page, app, repository }) => {
  const hash = repository.git("rev-parse", "HEAD~1");
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await openFirst(page, hash);
  await expect(page.getByRole("heading", { level: 1, name: "Rotate the lamp" })).toBeVisible();
  const changes = page.getByRole("region", { name: "Changes" });
  await expect(changes.locator('[data-kind="added"]').first()).toContainText("Turns the lamp");
  await changes.getByRole("button", { name: "src/lamp.rs" }).click();
  await expect(changes.locator('[data-kind="added"]')).toHaveCount(0);
  const session = page.getByRole("link", { name: /choose the ring buffer/ });
  await expect(session).toContainText("Exact");
  await expect(session).toContainText("session-20260204-213118-claude-start");
  await expectNoViolations(page);
  await session.click();
  await expect(page.getByRole("heading", { name: "choose the ring buffer" })).toBeVisible();
});
