/** Checks the types of each zone with its own configuration: what a zone may not see, it cannot name. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./bundle.ts";

const ZONES = ["src-shared", "src-main", "src-main/hosts/electron", "src-main/preload", "src-renderer", "tests", "build"];

for (const zone of ZONES) {
  const { status } = spawnSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", zone], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
