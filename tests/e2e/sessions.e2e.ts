import type { Page } from "@playwright/test";
import { expect } from "./support/app.ts";
import { test } from "./support/sessions-library.ts";
import { expectNoViolations } from "./support/page-checks.ts";

const timeline = (page: Page) => page.getByRole("listbox", { name: "Sessions" });
const row = (page: Page, name: string | RegExp) => timeline(page).getByRole("option", { name });

async function openTimeline(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Sessions", exact: true }).click();
  await expect(row(page, /choose the ring buffer/)).toBeVisible();
}

test("timeline: by day, without init records, narrowed in the address", async ({ page }) => {
  await openTimeline(page);
  await expect(timeline(page).getByRole("option")).toHaveCount(4);
  await expect(page.getByText("4 sessions")).toBeVisible();
  // Titles repeat: the row's name carries time and date.
  await expect(row(page, /10:00 Feb 6, 2026, patina/)).toBeVisible();
  await expect(row(page, /12:00 Feb 6, 2026, patina/)).toBeVisible();

  await page.getByRole("combobox", { name: "Filter sessions" }).fill("patina claude");
  await expect(timeline(page).getByRole("option")).toHaveCount(2);
  await page.getByRole("button", { name: /^Decisions/ }).click();
  await expect(timeline(page).getByRole("option")).toHaveCount(1);
  await expect(page).toHaveURL(/#\/sessions\?text=patina\+claude&has=decisions$/);
  await page.reload();
  await expect(page.getByText("1 of 4 sessions")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(timeline(page).getByRole("option")).toHaveCount(4);

  await page.getByRole("button", { name: "Init records" }).click();
  await expect(timeline(page).getByRole("option")).toHaveCount(5);
  await page.getByRole("button", { name: "Assistant", exact: true }).click();
  await page.getByRole("checkbox", { name: /gemini/ }).press("Space");
  await page.keyboard.press("Escape");
  await expect(timeline(page).getByRole("option")).toHaveCount(1);
});

test("calendar: a day filters, by mouse and by keys, and there is a table of it", async ({ page }) => {
  await openTimeline(page);
  const calendar = page.getByRole("grid", { name: "Sessions by day" });
  await calendar.getByRole("button", { name: "2 sessions, Friday, February 6, 2026" }).click();
  await expect(page).toHaveURL(/from=2026-02-06&to=2026-02-06/);
  await expect(timeline(page).getByRole("option")).toHaveCount(2);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=2026-02-04&to=2026-02-04/);
  await page.keyboard.press("Enter");
  await expect(timeline(page).getByRole("option")).toHaveCount(4);
  await page.getByRole("button", { name: "As a table" }).click();
  await expect(page.getByRole("row", { name: "Friday, February 6, 2026 2" })).toBeVisible();
});

test("reader: every part of a session is there", async ({ page }) => {
  await openTimeline(page);
  await row(page, /10:00 Feb 6, 2026, patina/).click();
  await expect(page.getByRole("heading", { level: 1, name: "patina" })).toBeVisible();
  const part = (name: string | RegExp) => page.getByRole("region", { name });
  await expect(part(/^Decisions 1/)).toContainText("Degrees, not radians");
  await expect(part(/^Challenges 1/)).toContainText("it turns slower at noon");
  await expect(part(/^Goals/).getByLabel("Done")).toBeVisible();
  await expect(part("Previous session").getByRole("link", { name: "20260204-213118" })).toBeVisible();
  await expect(part(/^10:30 Update since 10:00/)).toContainText("Some words before the blocks.");
  await expect(part(/^10:30 Update since 10:00/)).toContainText("Unheard Of Label");
  await expect(part("Next Steps")).toContainText("Paint the tower");
  await expect(part(/^Prompts 2/)).toContainText("slower please");
  await expect(part(/^Beliefs it founded/)).toContainText("Prefer simple parts.");
  await expect(part(/^Related sessions/)).toContainText("choose the ring buffer");
  const details = page.getByRole("complementary", { name: "Details" });
  for (const text of ["harbour-lights", "exploration", "20260206-100000", "claude"]) await expect(details).toContainText(text);

  await page.keyboard.press("[");
  await expect(page.getByRole("heading", { level: 1, name: "choose the ring buffer" })).toBeVisible();
  await page.keyboard.press("]");
  await page.keyboard.press("]");
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("20260206-120000");
});

test("reader: commits with their evidence, files and changes", async ({ page }) => {
  await openTimeline(page);
  await row(page, /choose the ring buffer/).click();
  await page.getByRole("button", { name: /Why this commit is linked: Exact/ }).click();
  await expect(page.getByText("Recorded by the session itself")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /Rotate the lamp/ }).click();
  await page.getByRole("button", { name: /Added src\/lamp\.rs/ }).click();
  await expect(page.getByRole("region", { name: "Change of src/lamp.rs" })).toContainText("pub fn rotate_lamp");
});

test("reader: a card leads to its line, which a reload and a copied address keep", async ({ page }) => {
  await openTimeline(page);
  await row(page, /choose the ring buffer/).click();
  await page.getByRole("link", { name: /Ring buffer over a database/ }).click();
  await expect(page).toHaveURL(/line=\d+$/);
  const marked = page.locator('[aria-current="location"]');
  await expect(marked).toContainText("readings older than a day are worthless");
  await expect(marked).toBeInViewport();
  await page.reload();
  await expect(marked).toContainText("readings older than a day are worthless");
  await expect(marked).toBeInViewport();
});

test("by keyboard alone: filter, open, find, next match, back", async ({ page }) => {
  await openTimeline(page);
  await page.keyboard.press("/");
  await page.keyboard.type("ring");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "choose the ring buffer" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+f");
  await page.keyboard.type("checksum");
  await expect(page.getByRole("search")).toContainText(/1 of [1-9]/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("search")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/#\/sessions\?text=ring$/);
});

test("the way back: to the list with its filters, and from a document, a commit and a history to where they were opened", async ({
  page,
}) => {
  await openTimeline(page);
  await page.getByRole("combobox", { name: "Filter sessions" }).fill("ring");
  await row(page, /choose the ring buffer/).click();
  await page.getByRole("link", { name: "Sessions", exact: true }).last().click();
  await expect(page).toHaveURL(/#\/sessions\?text=ring$/);
  await row(page, /choose the ring buffer/).click();
  const title = page.getByRole("heading", { level: 1, name: "choose the ring buffer" });
  await page
    .getByRole("complementary", { name: "Details" })
    .getByRole("link", { name: /^layer\/sessions/ })
    .click();
  await expect(page).toHaveURL(/#\/document\//);
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page).toHaveURL(/#\/document\//);
  await page.getByRole("button", { name: "Back" }).click();
  await expect(title).toBeVisible();
  await page
    .getByRole("complementary", { name: "Details" })
    .getByRole("link", { name: /^[0-9a-f]{8}$/ })
    .click();
  await expect(page).toHaveURL(/#\/commit\//);
  await page.getByRole("button", { name: "Back" }).click();
  await expect(title).toBeVisible();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page).toHaveURL(/#\/sessions\?text=ring$/);
});

test("export: the file as Markdown, and a page that stands alone", async ({ page }) => {
  await openTimeline(page);
  await row(page, /choose the ring buffer/).click();
  const save = async (name: string): Promise<string> => {
    await page.getByRole("button", { name: "More actions" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
  };
  expect(await save("Export as Markdown")).toContain("# choose the ring buffer");
  const html = await save("Export as HTML");
  expect(html).toContain("readings older than a day are worthless");
  expect(html).not.toMatch(/<(?:script|button|svg|link)\b/);
  expect(JSON.parse(await save("Export as JSON"))).toMatchObject({ session: { ownId: "20260204-213118" } });
});

test("axe finds nothing on the timeline and in the reader, light and dark", async ({ page }) => {
  await openTimeline(page);
  await expectNoViolations(page);
  await row(page, /10:00 Feb 6, 2026, patina/).click();
  await expect(page.getByRole("region", { name: /^Related sessions/ })).toBeVisible();
  await expectNoViolations(page);
});
