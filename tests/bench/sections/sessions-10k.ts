import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ensureBundles } from "../../../build/bundle.ts";
import { repeated, timed, type Bench, type BenchSection } from "../bench.ts";
import { openedAnew, withPage } from "../browser.ts";
import { withCore } from "../prepared.ts";

const SESSIONS = 10_000;
const RUNS = 7;
const LETTERS = "abcdefghijklmnopqrstuv";

async function run(bench: Bench): Promise<void> {
  await ensureBundles(["main", "renderer"]);
  const root = bench.folder("sessions");
  const home = bench.folder("sessions-home");
  writeSessions(root);
  await withCore(home, async (core) => {
    bench.value("indexed", (await timed(() => core.index(root))) / 1000, "s");
    const { client } = core;
    const call = async (what: string, work: () => Promise<unknown>): Promise<void> => bench.figure(what, await repeated(RUNS, work), "ms");
    const all = await client.call("sessions.list", {});
    const id = all.sessions[SESSIONS / 2]?.id ?? "";
    bench.value("the list, as it is sent", JSON.stringify(all).length / 1e6, "MB");
    bench.value("the timeline, as it is sent", JSON.stringify(await client.call("sessions.timeline", {})).length / 1e6, "MB");
    await call("core: sessions.timeline", () => client.call("sessions.timeline", {}));
    await call("core: sessions.list, all", () => client.call("sessions.list", {}));
    await call("core: sessions.list, filtered by text", () => client.call("sessions.list", { text: "zqab", limit: 50 }));
    await call("core: sessions.get", () => client.call("sessions.get", { id }));
    await call("core: sessions.surroundings", () => client.call("sessions.surroundings", { id }));
  });
  await withPage(home, async (_, newPage) => {
    const { samples, page } = await openedAnew(RUNS, newPage, "#/sessions", "[role=listbox] [role=option]");
    bench.figure("opened, until its first rows are painted", samples, "ms");
    bench.figure("a letter typed into the filter, until painted", await type(page), "ms");
    bench.value("rows on the page", await page.locator("[role=option]").count(), "");
  });
}

/** Types texts that each show another number of sessions; milliseconds from the input event to the frame after the one that shows it. */
function type(page: Page): Promise<number[]> {
  const texts = Array.from(LETTERS.slice(0, 10), (letter) => [`zq${letter}`, `zq${letter}a`, `zq${letter}ab`]).flat();
  return page.evaluate(async (wanted) => {
    const field = document.querySelector<HTMLInputElement>("input[role=combobox]");
    const count = document.querySelector(".timeline [aria-live]");
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    const samples: number[] = [];
    for (const text of wanted) {
      const before = count?.textContent;
      const started = performance.now();
      set?.set?.call(field, text);
      field?.dispatchEvent(new Event("input", { bubbles: true }));
      while (count?.textContent === before) await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      samples.push(performance.now() - started);
    }
    return samples;
  }, texts);
}

/** Short sessions over some years, an hour and a half apart, each naming the one before; titles of three letters behind `zq`. */
function writeSessions(root: string): void {
  const folder = join(root, "layer/sessions");
  mkdirSync(folder, { recursive: true });
  let before = "none";
  for (let n = 0; n < SESSIONS; n++) {
    const at = new Date(Date.UTC(2022, 0, 1) + n * 5_400_000).toISOString();
    const id = `${at.slice(0, 10).replaceAll("-", "")}-${at.slice(11, 19).replaceAll(":", "")}`;
    const name = [n, Math.floor(n / 22), Math.floor(n / 484)].map((one) => LETTERS[one % 22]).join("");
    writeFileSync(
      join(folder, `${id}.md`),
      `# Session: zq${name}\n**ID**: ${id}\n**Started**: ${at}\n**LLM**: ${["claude", "gemini", "codex"][n % 3] ?? ""}\n**Git Branch**: work-${n % 200}\n\n## Previous Session Context\nAfter ${before}.\n\n## Goals\n- [x] Part ${n}\n`,
    );
    before = id;
  }
}

export const sessions10k: BenchSection = {
  name: "sessions-10k",
  description: "10,000 sessions: listed, opened in a browser, filtered as one types",
  run,
};
