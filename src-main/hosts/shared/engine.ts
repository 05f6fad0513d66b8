import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { resolvePaths } from "../../core/paths.ts";

/**
 * V8 compiles the way from WebAssembly to a JavaScript function anew once it was called this often, and all threads of a process share what was
 * compiled. In V8 13.6 one thread may free it while another takes it up: `Runtime_TierUpWasmToJSWrapper` → `WasmEngine::FreeDeadCode` → SIGSEGV.
 * Grammars in several index threads do that. Never to compile it anew costs them 1–2 % of their time.
 */
const NEVER_TIER_UP_WRAPPERS = "--wasm-wrapper-tiering-budget=2147483647";

/** V8 spreads the collection of a few megabytes of young objects over helper threads: with every core at work that costs an index run 4 % of its time. */
const COLLECT_YOUNG_IN_ONE_THREAD = "--no-parallel-scavenge";

/**
 * V8 lets the part of a heap where objects are made grow to 64 MB a thread, the main one's too, and gives little of it back. What threads begin with
 * (twice this), kept as it is, saves an index run 50 MB more than a limit of 24 MB a thread did, and costs it no time; half of it saves little more.
 */
const YOUNG_MB = 4;
const KEEP_YOUNG_AS_IT_IS = "--semi-space-growth-factor=1";

let compiledFolder: string | null = null;

/** What holds for all threads of this process; to be called before any is started. */
export function setEngineFlags(): void {
  setFlagsFromString(NEVER_TIER_UP_WRAPPERS);
  setFlagsFromString(COLLECT_YOUNG_IN_ONE_THREAD);
  setFlagsFromString(`--min-semi-space-size=${YOUNG_MB}`);
  setFlagsFromString(KEEP_YOUNG_AS_IT_IS);
}

/**
 * Keeps what V8 made of our modules for the next start: in the data folder, once there is one, since whoever may write it runs code as us. To be called
 * before the modules are loaded, with the flags set by then: V8 takes only what was made under the same flags.
 */
export function keepCompiledCode(): void {
  setEngineFlags();
  try {
    const { cache } = resolvePaths();
    if (!existsSync(cache)) return;
    compiledFolder = join(cache, "compiled");
    enableCompileCache(compiledFolder);
  } catch {
    // A start that takes longer. What is wrong with the folder is told by whoever needs it.
  }
}

/** The variables of a thread, which keeps its compiled code in the same place. */
export function threadEnvironment(): NodeJS.ProcessEnv {
  return compiledFolder === null ? process.env : { ...process.env, NODE_COMPILE_CACHE: compiledFolder };
}
