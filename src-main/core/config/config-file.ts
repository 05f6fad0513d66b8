/** The configuration file on disk: read whatever its state, changed in place. */
import { open } from "node:fs/promises";
import { defaultConfig } from "../../../src-shared/config/schema.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { editToml, type ConfigChanges } from "./edit-toml.ts";
import { parseConfig, type ParsedConfig } from "./parse-config.ts";
import { renderDefaultConfig } from "./render-default.ts";
import { TomlSyntaxError } from "./toml-document.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

/** A configuration written by hand is a few kilobytes; more than this is not one. */
const MAX_BYTES = 1024 * 1024;
const MAX_ATTEMPTS = 5;

export interface LoadedConfig extends ParsedConfig {
  readonly path: string;
  /** "defaults" when there is no file, or it is broken. */
  readonly source: "file" | "defaults";
  /** The file's text; null when there is none or it cannot be read. */
  readonly text: string | null;
}

/** Reads the configuration. Never throws: what cannot be read or used is a problem in the result, with a default in its place. */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  let text: string | null;
  try {
    text = await readText(path);
  } catch (error) {
    const reason = error instanceof VerdigrisError ? error.message : `The file cannot be read (${errorCode(error)}).`;
    const fix = "Put a readable TOML file there, or move it away to start with defaults.";
    const problem = {
      path,
      line: null,
      column: null,
      key: null,
      severity: "error" as const,
      message: `${reason} The app runs on defaults.`,
      fix,
    };
    return { path, source: "defaults", text: null, config: defaultConfig(), problems: [problem], broken: true };
  }
  if (text === null) return { path, source: "defaults", text, config: defaultConfig(), problems: [], broken: false };
  const parsed = parseConfig(text, path);
  return { path, source: parsed.broken ? "defaults" : "file", text, ...parsed };
}

/** Edits of one process happen one after the other. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Sets single settings in the file, everything else kept as it is; makes the file when there is none. A change that another
 * program made meanwhile is kept: the edit is made anew on the newer text.
 * @returns the configuration as it is now.
 * @throws VerdigrisError "invalid-input" (unknown setting, bad value), "corrupt" (the file is broken; it is not touched),
 * "conflict" (it cannot be edited in place, or changes all the time), "permission".
 */
export function editConfig(path: string, changes: ConfigChanges): Promise<LoadedConfig> {
  const edit = (queues.get(path) ?? Promise.resolve()).then(() => editNow(path, changes));
  const settled = edit.catch(() => {}).then(() => void (queues.get(path) === settled && queues.delete(path)));
  queues.set(path, settled);
  return edit;
}

async function editNow(path: string, changes: ConfigChanges): Promise<LoadedConfig> {
  try {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const before = await readText(path);
      const after = editToml(before ?? renderDefaultConfig(), changes);
      const isUnchanged = before !== null && after === before;
      if (isUnchanged || (await writeFileAtomic(path, after, async () => (await readText(path)) === before))) return await loadConfig(path);
    }
  } catch (error) {
    throw editError(path, error);
  }
  throw new VerdigrisError("conflict", `${path} is being changed by another program. Try again when it has finished.`, { path });
}

function editError(path: string, error: unknown): unknown {
  if (error instanceof VerdigrisError) return error;
  if (error instanceof TomlSyntaxError) {
    const message = `${path} cannot be read at line ${error.place.line}, so it is not changed. Put it right there first.`;
    return new VerdigrisError("corrupt", message, { path, ...error.place }, { cause: error });
  }
  const code = errorCode(error);
  if (code === "ENOSPC")
    return new VerdigrisError("no-space", `The disk is full: ${path} could not be written and is as it was.`, { path }, { cause: error });
  return new VerdigrisError(
    "permission",
    `${path} could not be changed (${code}). See that you may write to it and its folder.`,
    { path },
    { cause: error },
  );
}

/** @returns null when there is no file. */
async function readText(path: string): Promise<string | null> {
  const file = await open(path, "r").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new VerdigrisError("corrupt", `${path} is not a file.`, { path });
    if (info.size > MAX_BYTES)
      throw new VerdigrisError("corrupt", `${path} is too large for a configuration (${info.size} bytes).`, { path });
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.readFile());
  } catch (error) {
    if (errorCode(error) !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw error;
    throw new VerdigrisError("corrupt", `${path} is not UTF-8 text.`, { path });
  } finally {
    await file.close();
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
