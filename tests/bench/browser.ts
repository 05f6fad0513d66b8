import { chromium, type Page } from "@playwright/test";
import { ensureBrowser } from "../../build/browser.ts";
import { startApp } from "../e2e/support/app.ts";

/** The built web host on that data folder, and a page of a headless browser in it, for as long as `work` takes. `VERDIGRIS_TEST_BROWSER` names another browser. */
export async function withPage(home: string, work: (page: Page, newPage: () => Promise<Page>) => Promise<void>): Promise<void> {
  const executablePath = process.env["VERDIGRIS_TEST_BROWSER"] ?? (await ensureBrowser());
  const app = await startApp(home, undefined, true);
  try {
    const browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"],
    });
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.goto(app.url);
      await page.getByRole("link", { name: "Sessions", exact: true }).waitFor();
      const address = page.url().replace(/#.*$/, "");
      await work(page, async () => {
        const another = await context.newPage();
        await another.goto(address);
        await another.getByRole("link", { name: "Sessions", exact: true }).waitFor();
        return another;
      });
    } finally {
      await browser.close();
    }
  } finally {
    await app.stop();
  }
}

/** In the page: goes to a hash and tells how many milliseconds pass until something is painted. */
export function openedIn(page: Page, hash: string, selector: string): Promise<number> {
  return page.evaluate(
    async ([to = "", shown = ""]) => {
      const started = performance.now();
      window.location.hash = to;
      while (document.querySelector(shown) === null) await new Promise(requestAnimationFrame);
      // The frame after the one in which it was there has shown it.
      await new Promise(requestAnimationFrame);
      return performance.now() - started;
    },
    [hash, selector],
  );
}

/** The same in a fresh page each time; the last one stays open, for more. */
export async function openedAnew(
  times: number,
  newPage: () => Promise<Page>,
  hash: string,
  selector: string,
): Promise<{ readonly samples: readonly number[]; readonly page: Page }> {
  const samples: number[] = [];
  for (let page = await newPage(); ; page = await newPage()) {
    samples.push(await openedIn(page, hash, selector));
    if (samples.length >= times) return { samples, page };
    await page.close();
  }
}
