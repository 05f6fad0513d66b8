import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestProject } from "vitest/node";
import { ensureBundles, ROOT } from "../../build/bundle.ts";

/** The built host: threads and processes of a core under test are those that users run, and start without having their types stripped. */
export const BUNDLED_HOST = pathToFileURL(join(ROOT, "out/main/cli.js")).href;

/** Run by Vitest once before the tests, and again when sources have changed. */
export async function setup(project: TestProject): Promise<void> {
  const build = () => ensureBundles(["main"], console.log);
  project.onTestsRerun(build);
  await build();
}
