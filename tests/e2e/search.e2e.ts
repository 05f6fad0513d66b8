import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test as base } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { violations } from "./support/page-checks.ts";

/** A page at the search of a library that holds the sample repository, with a code file that matches in several places. */
const test = base.extend<{ search: Page }>({
  search: async ({ page, app, repository }, run) => {
    repository.write("src/readings.ts", READINGS);
    repository.write("docs/hostile.md", HOSTILE);
    repository.commit("Average the readings");
    await page.goto(app.url);
    await indexRepository(page, repository.root);
    await page.getByRole("link", { name: "Search" }).click();
    await run(page);
  },
});

const READINGS = `/** Averages the readings of a day. */
export function averageReadings(readings: readonly number[]): number {
  return readings.reduce((sum, reading) => sum + reading, 0) / readings.length;
}

/** The highest of the readings. */
export function highestReading(readings: readonly number[]): number {
  return Math.max(...readings);
}
`;
const HOSTILE = `# Foghorn manual

<script>document.title = "taken over"</script>
<img src="https://foghorn.invalid/pixel.png" onerror="document.title = 'taken over'">

![a chart](https://foghorn.invalid/chart.png)

[press here](javascript:document.title='taken over')

The foghorn sounds twice.
`;

const box = (page: Page) => page.getByLabel("Search everything");
const results = (page: Page) => page.getByRole("listbox", { name: "Results" });
const preview = (page: Page) => page.getByRole("region", { name: "Preview" });

test("chips and facets write the query, and read it", async ({ search: page }) => {
  await box(page).fill("ring buffer");
  await expect(results(page).getByRole("option").first()).toBeVisible();
  const decisions = page.getByRole("button", { name: /^Decisions/ });
  await decisions.click();
  await expect(box(page)).toHaveValue("ring buffer type:decision");
  await expect(decisions).toHaveAttribute("aria-pressed", "true");
  await expect(results(page).getByRole("option")).toHaveCount(1);
  // The other types can still be seen, with their counts.
  await expect(page.getByRole("button", { name: /^Code [1-9]/ })).toBeVisible();
  await box(page).fill("ring buffer type:code lang:rust");
  await expect(page.getByRole("button", { name: /^Code/ })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("button", { name: "Language: rust" })).toBeVisible();
  await page.getByRole("button", { name: "Language: rust" }).click();
  await page.getByRole("group", { name: "Language" }).getByRole("button", { name: /^rust/ }).click();
  await expect(box(page)).toHaveValue("ring buffer type:code");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Date" }).click();
  await page.getByRole("button", { name: "Past year" }).click();
  await expect(box(page)).toHaveValue("ring buffer type:code after:1y");
});

test("the preview shows code at the place, with its matches, and the reasons add up", async ({ search: page }) => {
  await box(page).fill("averageReadings");
  await expect(preview(page).getByRole("heading", { name: "averageReadings" })).toBeVisible();
  const code = preview(page).getByRole("region", { name: "src/readings.ts" });
  await expect(code.locator("[data-marked] mark", { hasText: /^averageReadings$/ })).toBeVisible();
  await expect(code.locator(".syntax-keyword").first()).toBeVisible();

  await preview(page).getByRole("button", { name: "Why this result" }).click();
  const why = preview(page).getByRole("region", { name: "Why this result" });
  await expect(why.getByRole("row", { name: /^Score/ })).toBeVisible();
  const values = (await why.locator("tbody .why-value").allTextContents()).map((text) => Number(text.replace("−", "-")));
  const score = Number(await why.locator("tfoot .why-value").textContent());
  expect(values.length).toBeGreaterThan(0);
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - score)).toBeLessThan(0.001 * (values.length + 1));
  await expect(why).toContainText("averageReadings");
});

test("by keyboard alone: complete, move, preview, open at the line, come back, clear", async ({ search: page }) => {
  await expect(box(page)).toBeFocused();
  await page.keyboard.type("type:dec");
  await expect(page.getByRole("listbox", { name: "Suggestions" }).getByRole("option", { name: /^decision/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(box(page)).toHaveValue("type:decision ");
  await page.keyboard.type("writer");
  await expect(results(page).getByRole("option")).toHaveCount(1);
  await expect(preview(page)).toContainText("Append only under one writer");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "choose the ring buffer" })).toBeVisible();
  await expect(page.locator('[aria-current="location"]').first()).toContainText("Append only under one writer");

  await page.keyboard.press("Alt+ArrowLeft");
  await expect(box(page)).toHaveValue("type:decision writer");
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(box(page)).toHaveValue("");
  await page.keyboard.type("reading");
  await expect(results(page).getByRole("option").nth(1)).toBeVisible();
  // The results of all that was typed, not of its beginning.
  await expect(page.locator(".search-content")).not.toHaveAttribute("data-stale");
  await page.keyboard.press("ArrowDown");
  await expect(results(page).getByRole("option").nth(1)).toHaveAttribute("aria-selected", "true");
});

test("one-letter keys: j and k move, e switches to exact words, / returns", async ({ search: page }) => {
  await box(page).fill("readings");
  await expect(results(page).getByRole("option").nth(1)).toBeVisible();
  await results(page).focus();
  await page.keyboard.press("j");
  await expect(results(page).getByRole("option").nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("k");
  await expect(results(page).getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("e");
  await expect(page.getByRole("button", { name: "Exact words" })).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/mode=lexical/);
  await page.keyboard.press("/");
  await expect(box(page)).toBeFocused();
});

test("a search starts by what the settings say, and each can go on by another", async ({ search: page }) => {
  const screen = (name: string) => page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name });
  await screen("Settings").click();
  await page.getByRole("navigation", { name: "Sections of the settings" }).getByRole("link", { name: "Search" }).click();
  await page.getByRole("combobox", { name: "Search by" }).click();
  await page.getByRole("option", { name: "Words", exact: true }).click();
  await screen("Search").click();
  const exact = page.getByRole("button", { name: "Exact words" });
  await expect(exact).toHaveAttribute("aria-pressed", "true");
  await box(page).fill("readings");
  await expect(results(page).getByRole("option").first()).toBeVisible();
  await page.getByRole("button", { name: "Meaning" }).click();
  await expect(page).toHaveURL(/mode=fused/);
  await page.reload();
  await expect(exact).toHaveAttribute("aria-pressed", "false");
});

test("reload keeps the query, the mode and the chosen result", async ({ search: page }) => {
  await box(page).fill("readings");
  await results(page).getByRole("option").nth(1).click();
  await page.getByRole("button", { name: "Exact words" }).click();
  await expect(page).toHaveURL(/sel=\d+/);
  const title = await preview(page).getByRole("heading").first().textContent();
  await page.reload();
  await expect(box(page)).toHaveValue("readings");
  await expect(page.getByRole("button", { name: "Exact words" })).toHaveAttribute("aria-pressed", "true");
  await expect(preview(page).getByRole("heading").first()).toHaveText(title ?? "");
});

test("export: what was found, as a file in each format", async ({ search: page }) => {
  await expect(page.getByRole("button", { name: "Export", exact: true })).toHaveCount(0);
  await box(page).fill("ring buffer");
  await expect(results(page).getByRole("option").first()).toBeVisible();
  const save = async (name: string): Promise<string> => {
    await page.getByRole("button", { name: "Export", exact: true }).press("Enter");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name }).press("Enter")]);
    return readFile(await download.path(), "utf8");
  };
  // The message goes by itself: it is looked for while the file is still on its way.
  const said = expect(page.getByText(/^Saved search-ring-buffer\.md/)).toBeVisible();
  const [markdown] = await Promise.all([save("Export as Markdown"), said]);
  expect(markdown).toMatch(/^# ring buffer\n[\s\S]*## 1\. /);
  expect(await save("Export as HTML")).not.toMatch(/<script/);
  const json = JSON.parse(await save("Export as JSON")) as { query: string; results: readonly { readonly rank: number }[] };
  expect(json.query).toBe("ring buffer");
  expect(json.results[0]?.rank).toBe(1);
});

test("nothing found: each suggestion takes one thing away", async ({ search: page }) => {
  await box(page).fill("ring lang:cobol");
  await expect(page.getByRole("heading", { name: "Nothing found for “ring”" })).toBeVisible();
  await page.getByRole("button", { name: "Without lang:cobol" }).click();
  await expect(box(page)).toHaveValue("ring");
  await expect(results(page).getByRole("option").first()).toBeVisible();
});

test("did you mean: offered above what was found, never searched instead, taken by a key, by Enter or a click", async ({
  search: page,
}) => {
  const meant = page.locator(".search-meant");
  await box(page).fill("averge readings");
  await expect(meant.getByRole("button")).toHaveText("average readings");
  await expect(box(page)).toHaveValue("averge readings");
  await expect(results(page).getByRole("option").first()).toBeVisible();
  await expect(page.getByText("No result has all of these words")).toBeVisible();
  await box(page).press("Alt+Enter");
  await expect(box(page)).toHaveValue("average readings");
  await expect(box(page)).toBeFocused();
  await expect(meant.getByRole("button")).toHaveCount(0);

  await page.getByRole("button", { name: "Exact words" }).click();
  await box(page).fill("lanp");
  await expect(page.getByRole("heading", { name: "Nothing found for “lanp”" })).toBeVisible();
  await expect(meant.getByRole("button")).toHaveText("lamp");
  await box(page).press("Enter");
  await expect(box(page)).toHaveValue("lamp");
  await expect(results(page).getByRole("option").first()).toBeVisible();

  await box(page).fill("lanp");
  await meant.getByRole("button", { name: "lamp" }).click();
  await expect(box(page)).toHaveValue("lamp");
});

test("what is wrong with a query is said, and marked at its place", async ({ search: page }) => {
  await box(page).fill("ring colour:red type:poem");
  await expect(page.getByText("There is no field colour:")).toBeVisible();
  await expect(box(page)).toHaveAttribute("aria-invalid", "true");
  await expect(box(page)).toHaveAccessibleDescription(/There is no field colour:/);
  await expect(page.locator(".search-marks [data-marked]")).toHaveText(["colour:", "poem"]);
  expect(await violations(page)).toEqual([]);
  // A long query is scrolled, and its marks with it.
  await box(page).fill(`colour:red ${"lamp ".repeat(80)}`);
  await box(page).press("End");
  const mark = page.locator(".search-marks [data-marked]");
  await expect.poll(async () => (await mark.boundingBox())?.x ?? 0).toBeLessThan(0);
  await box(page).press("Home");
  await expect.poll(async () => (await mark.boundingBox())?.x ?? -1).toBeGreaterThan(0);
  await box(page).fill("ring");
  await expect(box(page)).not.toHaveAttribute("aria-invalid");
});

test("in a small window the preview lies over the list, and Esc returns", async ({ search: page }) => {
  await page.setViewportSize({ width: 700, height: 600 });
  await box(page).fill("readings");
  await results(page).getByRole("option").first().click();
  await expect(preview(page)).toBeVisible();
  await preview(page).focus();
  await page.keyboard.press("Escape");
  await expect(preview(page)).toHaveCount(0);
  await expect(results(page)).toBeFocused();
});

test("hostile Markdown shows as text, asks nothing of the network and runs nothing", async ({ search: page }) => {
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(page.url()).origin)) outside.push(request.url());
  });
  await box(page).fill("foghorn sounds twice");
  await expect(preview(page)).toContainText('<script>document.title = "taken over"</script>');
  await expect(preview(page)).toContainText("Image, not loaded: a chart");
  await expect(preview(page).locator("img, script, iframe, a[href^=javascript]")).toHaveCount(0);
  await page.getByRole("region", { name: "Preview" }).getByText("press here").click();
  await expect(page).toHaveTitle(/Verdigris/);
  expect(outside).toEqual([]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing (${colorScheme})`, async ({ search: page }) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await box(page).fill("ring buffer");
    await expect(preview(page).locator("mark").first()).toBeVisible();
    await preview(page).getByRole("button", { name: "Why this result" }).click();
    await expect(preview(page).getByRole("row", { name: /^Score/ })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await box(page).fill("averageReadings");
    await expect(preview(page).locator(".syntax-keyword").first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
}
