import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.e2e.ts",
  outputDir: "test-results/e2e",
  fullyParallel: true,
  workers: 2,
  // The limits are for a test that hangs, never a measure of speed: machines that run tests are busy.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env["CI"] !== undefined,
  // The same files in both hosts. Where Electron cannot run, its project reports itself skipped, with the reason (`support/electron.ts`).
  projects: [{ name: "browser" }, { name: "electron" }],
  use: {
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env["VERDIGRIS_TEST_BROWSER"] === undefined ? {} : { executablePath: process.env["VERDIGRIS_TEST_BROWSER"] }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
