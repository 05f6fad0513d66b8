import type { Page } from "@playwright/test";
import { ensureBundles } from "../../../build/bundle.ts";
import type { Bench, BenchSection } from "../bench.ts";
import { openedIn, withPage } from "../browser.ts";
import { preparedLibrary } from "../prepared.ts";
import { syntheticQueries } from "../queries.ts";

const QUERIES = 14;
/** A fast typist's pause between two letters, of which a key is held down for half. */
const PAUSE_MS = 120;
const HELD_MS = 60;
const BOX = "input[type=search], .search-head input";

async function run(bench: Bench): Promise<void> {
  await ensureBundles(["main", "renderer"]);
  const { home } = await preparedLibrary(bench, 100_000);
  await withPage(home, async (page) => {
    await openedIn(page, "#/search", BOX);
    await measureIn(page);
    const [warmUp = "", ...queries] = syntheticQueries(QUERIES + 1);
    await type(page, warmUp);
    const painted: number[] = [];
    for (const query of queries) painted.push(...(await type(page, query)));
    bench.figure("a letter typed → its results painted", painted, "ms");
    bench.value("letters whose results took over 50 ms", painted.filter((ms) => ms > 50).length / painted.length, "");
  });
}

/**
 * Types a query into the empty box; milliseconds of each letter from its event to the frame after the one that shows its results. Keys are held as
 * fingers hold them, and nothing but the page asks for frames: Chromium puts off what comes after a key is pressed or let go until the next one is drawn.
 */
async function type(page: Page, query: string): Promise<number[]> {
  await page.locator(BOX).first().fill("");
  await page.evaluate(() => globalThis.typed.splice(0));
  for (const letter of query) {
    const before = await page.evaluate(() => globalThis.typed.length);
    await page.keyboard.press(letter, { delay: HELD_MS });
    await page.waitForFunction((count) => globalThis.typed.length > count, before, { polling: 20 });
    await page.waitForTimeout(PAUSE_MS - HELD_MS);
  }
  return page.evaluate(() => globalThis.typed);
}

declare global {
  var typed: number[];
}

async function measureIn(page: Page): Promise<void> {
  await page.evaluate((box) => {
    globalThis.typed = [];
    let started: number | null = null;
    const content = document.querySelector(".search-content");
    // The page marks its results stale in the same turn as the letter is put into the box.
    document.querySelector(box)?.addEventListener("input", () => (started = performance.now()));
    const look = (): void => {
      if (started === null || content?.hasAttribute("data-stale") === true) return;
      const since = started;
      started = null;
      requestAnimationFrame(() => requestAnimationFrame(() => void globalThis.typed.push(performance.now() - since)));
    };
    if (content !== null) new MutationObserver(look).observe(content, { attributes: true, attributeFilter: ["data-stale"] });
  }, BOX);
}

export const typing: BenchSection = {
  name: "typing",
  description: "from a letter typed to its results painted, in a browser, at 100,000 passages",
  run,
};
