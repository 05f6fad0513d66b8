import { join } from "node:path";
import type { CorePaths } from "../paths.ts";
import { createLogger, type Logger } from "./logger.ts";
import { createRotatingFile } from "./rotating-file.ts";

/** The core's log, `logs/verdigris.log` in the data folder. Nothing goes to the terminal: the host owns that. */
export function openLogger(paths: CorePaths): Logger {
  return createLogger(createRotatingFile(join(paths.logs, "verdigris.log")));
}
