/**
 * `npm test`: lint, format, types, then unit, conformance, integration and security tests, then the app in a real browser. Stops at the first stage
 * that fails and ends with one count over all of them. Gets itself a browser where there is none.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./browser.ts";
import { ensureBundles, ROOT } from "./bundle.ts";

const REPORTS = join(ROOT, "test-results");
const bin = (name: string): string => join(ROOT, "node_modules", ".bin", name);
const counts = { passed: 0, failed: 0, skipped: 0 };
/** A test that fails gets a second attempt here; each that needed it is named, for it has a fault. */
const secondAttempts: string[] = [];

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
try {
  await stage("Lint", bin("oxlint"), ["--type-aware", "--deny-warnings"]);
  await stage("Format", bin("prettier"), ["--check", "--log-level", "warn", "."]);
  await stage("Types", process.execPath, ["build/typecheck.ts"]);
  await ensureBundles(["main", "preload", "renderer"], console.log);
  const vitestReport = join(REPORTS, "vitest.json");
  const vitestAgain = join(REPORTS, "second-attempts.json");
  await stage(
    "Unit, conformance, integration and security tests",
    bin("vitest"),
    [
      "run",
      "--retry=1",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${vitestReport}`,
      "--reporter=./tests/support/second-attempts.ts",
    ],
    () => countVitest(vitestReport, vitestAgain),
    { SECOND_ATTEMPTS: vitestAgain },
  );
  const browser = await ensureBrowser();
  const playwrightReport = join(REPORTS, "playwright.json");
  const environment = { VERDIGRIS_TEST_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport };
  await stage(
    "Browser tests",
    bin("playwright"),
    ["test", "--retries=1", "--reporter=list,json"],
    () => countPlaywright(playwrightReport),
    environment,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  counts.failed = Math.max(1, counts.failed);
}
for (const name of secondAttempts) console.log(`Passed only at the second attempt: ${name}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);

async function stage(
  name: string,
  command: string,
  args: readonly string[],
  count: () => void = () => undefined,
  environment = {},
): Promise<void> {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const child = spawn(command, args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...environment } });
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  count();
  if (code !== 0) throw new Error(`${name} failed.`);
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function countVitest(path: string, again: string): void {
  if (existsSync(again)) secondAttempts.push(...(JSON.parse(readFileSync(again, "utf8")) as string[]));
  if (!existsSync(path)) return;
  const report = JSON.parse(readFileSync(path, "utf8")) as { numPassedTests: number; numFailedTests: number; numPendingTests: number };
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests;
  counts.skipped += report.numPendingTests;
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly { readonly title: string; readonly file: string; readonly tests: readonly { readonly status: string }[] }[];
}

function countPlaywright(path: string): void {
  if (!existsSync(path)) return;
  const { stats, suites } = JSON.parse(readFileSync(path, "utf8")) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    suites: readonly PlaywrightSuite[];
  };
  counts.passed += stats.expected + stats.flaky;
  counts.failed += stats.unexpected;
  counts.skipped += stats.skipped;
  nameFlaky(suites);
}

function nameFlaky(suites: readonly PlaywrightSuite[]): void {
  for (const { specs, suites: within = [] } of suites) {
    for (const { title, file, tests } of specs) {
      if (tests.some(({ status }) => status === "flaky")) secondAttempts.push(`tests/e2e/${file} > ${title}`);
    }
    nameFlaky(within);
  }
}
