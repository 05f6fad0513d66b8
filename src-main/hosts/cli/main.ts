/** Entry of the command line. */
import { enableCompileCache } from "node:module";
import { runCli } from "./cli.ts";

enableCompileCache();
process.exitCode = await runCli(process.argv.slice(2), import.meta.url);
