/** kill -9 at ten random moments of a real index run. Each time the next start serves at once, goes on by itself, and ends with the same content. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureBundles } from "../../../build/bundle.ts";
import { runCli } from "../../support/cli.ts";
import { dumpDatabase } from "../../support/dump-database.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { startTestCore } from "../../support/test-core.ts";

const MOMENTS = 10;
const homes: string[] = [];
let repository: FixtureRepository;
let expected: Readonly<Record<string, string>>;
let duration: number;

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), "verdigris-killed-"));
  homes.push(home);
  return home;
}

beforeAll(async () => {
  await ensureBundles(["main"]);
  repository = createSampleRepository();
  for (let n = 0; n < 120; n++) {
    repository.write(
      `src/part${n}.ts`,
      `/** Part ${n} of the lens. */\nexport function grind${n}(depth: number): number {\n  return depth * ${n};\n}\n`,
    );
    repository.write(`docs/${n}.md`, `# Chapter ${n}\n\nThe keeper wrote entry ${n}.\n\n## Weather\n\nFog over mile ${n}.\n`);
    if (n % 6 === 0) repository.commit(`Write chapter ${n}`);
  }
  repository.commit("The rest");
  const home = newHome();
  const started = performance.now();
  const run = await runCli(["index", repository.root, "--json"], { home });
  duration = performance.now() - started;
  expect(run.code).toBe(0);
  expected = dumpDatabase(home);
  expect(expected["git_commit"]).toMatch(/^24 rows/);
});
afterAll(() => {
  repository.remove();
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

function wasCutOff(home: string): boolean {
  const database = new Database(join(home, "machine.db"), { readonly: true, fileMustExist: true });
  try {
    return database.prepare("SELECT 1 FROM run WHERE state = 'running'").get() !== undefined;
  } finally {
    database.close();
  }
}

// The moments are spread over the run, each at random in its tenth. That they are times is the point: nothing waits for them.
test.each(Array.from({ length: MOMENTS }, (_, n) => [n]))("killed in part %i of ten", { timeout: 300_000 }, async (part) => {
  const home = newHome();
  const moment = ((part + Math.random()) / MOMENTS) * duration;
  const run = await runCli(["index", repository.root, "--json"], {
    home,
    onStart: (child) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), moment);
      child.once("exit", () => clearTimeout(timer));
    },
  });
  const killed = run.signal === "SIGKILL";
  let core = await startTestCore({ home });
  const interrupted = killed && wasCutOff(home);
  try {
    // What is there serves, sound, before anything is repaired or indexed again.
    await core.client.call("search.query", { text: "keeper fog lens" });
    expect((await core.client.call("host.doctor", {})).filter((finding) => !finding.ok)).toEqual([]);
    await core.stop();
    core = await startTestCore({ home, upkeep: true });
    if (interrupted) {
      const done = async () => (await core.client.call("library.list", {})).every((one) => one.run === null && one.indexedAt !== null);
      await expect.poll(done, { timeout: 120_000, interval: 50 }).toBe(true);
    } else if (killed) {
      expect((await core.index(repository.root)).report.state).toBe("done");
    }
    expect((await core.client.call("host.status", {})).embedded).toBe(1);
    expect((await core.client.call("search.query", { text: "ring buffer type:decision" })).results[0]).toMatchObject({ type: "decision" });
    expect((await core.client.call("host.doctor", {})).filter((finding) => !finding.ok)).toEqual([]);
  } finally {
    await core.stop();
  }
  expect(dumpDatabase(home), `killed after ${Math.round(moment)} of ${Math.round(duration)} ms`).toEqual(expected);
});
