import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test as base } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { expectNoViolations } from "./support/page-checks.ts";

const session = (id: string, day: string, body: string): string => `# Session: harbour ${id}
**ID**: ${id}
**Started**: ${day}T10:00:00Z
**LLM**: claude

## Goals
- [x] Keep the light

## Activity Log
### 10:00 - Session Start
Session initialized.

### 10:30 - Update (covering since 10:00)

${body}`;

const OVERHEATS = `**Challenges Faced:**
- **The lamp bearing overheats at noon**: the grease melts in the lamp bearing and the rotation slows down.
`;
const FILES: Readonly<Record<string, string>> = {
  "layer/sessions/20260301-100000.md": session("20260301-100000", "2026-03-01", OVERHEATS),
  "layer/sessions/20260308-100000.md": session("20260308-100000", "2026-03-08", OVERHEATS),
  "layer/sessions/20260315-100000.md": session(
    "20260315-100000",
    "2026-03-15",
    `${OVERHEATS}
**Key Decisions:**
1. **Cool the bearing with sea water**
   - Rationale: there is plenty of it.
`,
  ),
};

const test = base.extend<{ ledger: Page }>({
  ledger: async ({ page, app, repository }, run) => {
    for (const [path, text] of Object.entries(FILES)) repository.write(path, text);
    repository.commit("Three hot days");
    await page.goto(app.url);
    await indexRepository(page, repository.root);
    await page.getByRole("link", { name: "Ledger" }).click();
    await expect(items(page).getByRole("option").first()).toBeVisible();
    await run(page);
  },
});

const items = (page: Page) => page.getByRole("listbox", { name: "Decisions and challenges" });
const groups = (page: Page) => page.getByRole("listbox", { name: "Groups of what came up again" });
const entry = (page: Page) => page.getByRole("article", { name: "Entry" });

test("what came up again is one group with its sessions, each leading to its line; by keyboard", async ({ ledger: page }) => {
  await page.getByRole("button", { name: "What came up again" }).press("Enter");
  await expect(page).toHaveURL(/view=recurring/);
  const group = groups(page).getByRole("option", { name: /lamp bearing overheats/ });
  await expect(group).toContainText("In 3 sessions");
  await expect(group).toContainText("Mar 1, 2026 to Mar 15, 2026");
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  await expect(entry(page).getByRole("link", { name: /^harbour / })).toHaveText([
    "harbour 20260315-100000",
    "harbour 20260308-100000",
    "harbour 20260301-100000",
  ]);
  await entry(page).getByRole("link", { name: "harbour 20260308-100000" }).press("Enter");
  await expect(page.locator('[aria-current="location"]')).toContainText("the grease melts");
  await page.goBack();
  await expect(group).toBeVisible();
  await page.getByRole("button", { name: "What came up again" }).click();
  await expect(items(page).getByRole("option", { name: /lamp bearing overheats/ })).toHaveCount(3);
});

test("dates: days and presets narrow, stay in the address and are taken away", async ({ ledger: page }) => {
  const all = await items(page).getByRole("option").count();
  await page.getByRole("button", { name: "Date", exact: true }).click();
  await page.getByLabel("From").fill("2026-03-08");
  await page.getByLabel("To").fill("2026-03-10");
  await page.keyboard.press("Escape");
  await expect(items(page).getByRole("option")).toHaveCount(1);
  await expect(page).toHaveURL(/from=2026-03-08&to=2026-03-10/);
  await page.reload();
  await expect(items(page).getByRole("option")).toHaveCount(1);
  await page.getByRole("button", { name: "Mar 8, 2026 to Mar 10, 2026" }).click();
  await page.getByRole("button", { name: "Past year" }).click();
  await expect(page).not.toHaveURL(/to=/);
  await page.getByRole("button", { name: "Clear dates" }).click();
  await page.keyboard.press("Escape");
  await expect(items(page).getByRole("option")).toHaveCount(all);
});

test("export: the present view in each format", async ({ ledger: page }) => {
  const save = async (name: string): Promise<string> => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name }).click()]);
    return readFile(await download.path(), "utf8");
  };
  await page.getByRole("combobox", { name: "Filter decisions and challenges" }).fill("sea water");
  await expect(items(page).getByRole("option")).toHaveCount(1);
  const markdown = await save("Export as Markdown");
  expect(markdown).toContain("## Cool the bearing with sea water");
  expect(markdown).not.toContain("overheats");
  expect(await save("Export as HTML")).toMatch(/<h2>Cool the bearing/);
  expect(JSON.parse(await save("Export as JSON"))).toHaveLength(1);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("button", { name: "What came up again" }).click();
  await expect(groups(page).getByRole("option").first()).toBeVisible();
  expect(await save("Export as Markdown")).toMatch(/^# What came up again\n[\s\S]*in 3 sessions/);
});

test("axe finds nothing in either view, light and dark", async ({ ledger: page }) => {
  for (const grouped of [false, true]) {
    if (grouped) await page.getByRole("button", { name: "What came up again" }).click();
    await (grouped ? groups(page) : items(page)).getByRole("option").first().click();
    await expect(entry(page)).toBeVisible();
    await expectNoViolations(page);
  }
});
