/** `npm run cli -- …`: the command line from a checkout; the bundle is made first when the sources have changed. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBundles, ROOT } from "./bundle.ts";

await ensureBundles(process.argv[2] === "serve" ? ["main", "renderer"] : ["main"], console.error);
await import(pathToFileURL(join(ROOT, "out/main/cli.js")).href);
