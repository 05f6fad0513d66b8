import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { ensureBundles } from "../../../build/bundle.ts";
import { encodeFolder } from "../../../src-main/core/transcripts/find-repository.ts";
import { writeLongTranscript } from "../../support/long-transcript.ts";
import { repeated, timed, type Bench, type BenchSection } from "../bench.ts";
import { openedAnew, withPage } from "../browser.ts";
import { withCore } from "../prepared.ts";

const BYTES = 50_000_000;
const ID = "big";
const RUNS = 7;
const TURN = "article.turn .said";

async function run(bench: Bench): Promise<void> {
  await ensureBundles(["main", "renderer"]);
  const home = bench.folder("transcript-home");
  const id = await index(bench, home);
  await withPage(home, async (_, newPage) => {
    const hash = `#/session/${encodeURIComponent(id)}`;
    const { samples, page } = await openedAnew(RUNS, newPage, hash, TURN);
    bench.figure("opened, until its first turns are painted", samples, "ms");
    const frames = await scroll(page);
    bench.figure("a frame while scrolling, 60 px a frame", frames, "ms");
    bench.value("frames over 33 ms", frames.filter((frame) => frame > 33).length / frames.length, "");
    bench.figure("a jump anywhere, until what is seen is there", await jumps(page), "ms");
    bench.value("turns on the page", await page.locator("article.turn").count(), "");
    const found: number[] = [];
    for (let n = 0; n < RUNS; n++) found.push(await find(page, `question ${n * 300 + 7}:`));
    bench.figure("found in the whole session, until counted", found, "ms");
    bench.value("memory of the page's scripts", await heap(page), "MB");
  });
}

async function index(bench: Bench, home: string): Promise<string> {
  const root = bench.folder("transcript-repository");
  writeFileSync(join(root, "README.md"), "# Lighthouse\n");
  execFileSync("git", ["init", "-q"], { cwd: root });
  const claude = bench.folder("transcript-claude");
  const path = join(claude, "projects", encodeFolder(root), `${ID}.jsonl`);
  mkdirSync(dirname(path), { recursive: true });
  await writeLongTranscript(path, BYTES, root);
  process.env["CLAUDE_CONFIG_DIR"] = claude;
  let id = "";
  await withCore(home, async (core) => {
    await core.index(root);
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
    const took = await timed(async () => {
      const { runIds } = await core.client.call("transcripts.allow", { assistant: "claude-code" });
      await core.settle(runIds);
    });
    clearInterval(watch);
    bench.value("archived and indexed", took / 1000, "s");
    bench.value("memory it took, all threads", (most - before) / 1e6, "MB");
    const call = (work: () => Promise<unknown>): Promise<number[]> => repeated(RUNS, work);
    id = (await core.client.call("sessions.get", { id: ID })).session.id;
    bench.figure("core: sessions.get", await call(() => core.client.call("sessions.get", { id })), "ms");
    bench.figure("core: sessions.outline", await call(() => core.client.call("sessions.outline", { id })), "ms");
    bench.figure("core: sessions.turns", await call(() => core.client.call("sessions.turns", { id, page: 9 })), "ms");
    bench.figure("core: sessions.find", await call(() => core.client.call("sessions.find", { id, terms: ["lamp room"] })), "ms");
    bench.value("turns", (await core.client.call("sessions.outline", { id }))?.turns ?? 0, "");
  });
  delete process.env["CLAUDE_CONFIG_DIR"];
  return id;
}

/** Milliseconds between frames while the conversation scrolls by. */
function scroll(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const scroller = document.querySelector(".conversation-scroll");
    const frames: number[] = [];
    let before = await new Promise(requestAnimationFrame);
    for (let n = 0; n < 600; n++) {
      scroller?.scrollBy(0, 60);
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - before);
      before = now;
    }
    return frames;
  });
}

function jumps(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const scroller = document.querySelector(".conversation-scroll");
    const samples: number[] = [];
    for (let n = 1; n <= 20; n++) {
      const started = performance.now();
      scroller?.scrollTo(0, ((n * 7) % 20) * (scroller.scrollHeight / 20));
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      while (document.querySelector(".turn-awaited") !== null) await new Promise(requestAnimationFrame);
      samples.push(performance.now() - started);
    }
    return samples;
  });
}

async function find(page: Page, words: string): Promise<number> {
  await page.keyboard.press("ControlOrMeta+f");
  const box = page.locator(".find-input");
  await box.fill("");
  return timed(async () => {
    await box.fill(words);
    await page.locator(".find-count", { hasText: /of [1-9]/ }).waitFor();
  });
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

export const transcript: BenchSection = {
  name: "transcript",
  description: "a transcript of 50 MB: indexed, opened in a browser, scrolled, searched",
  run,
};
