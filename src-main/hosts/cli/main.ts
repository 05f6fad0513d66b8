/** Entry of the command line. */
import { keepCompiledCode } from "../shared/engine.ts";

keepCompiledCode();
// What is imported above is compiled before that.
const { runCli } = await import("./cli.ts");
process.exitCode = await runCli(process.argv.slice(2), import.meta.url);
