import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // Tests start processes, threads and git: the limit is for one that hangs, never a measure of speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
  },
});
