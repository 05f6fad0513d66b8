import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/bundled-host.ts"],
    // Tests start processes, threads and git: the limit is for one that hangs, never a measure of speed.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    pool: "forks",
    // Much of a test's time is waiting for git, servers and threads: two at once even where there are only two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
