import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { posix, win32, type PlatformPath } from "node:path";
import { VerdigrisError } from "../../src-shared/rpc/errors.ts";
import { makeFolder } from "./make-folder.ts";

/** Where everything of this machine lies. Absolute paths. */
export interface CorePaths {
  /** The data folder, which holds all the others. */
  readonly home: string;
  /** The TOML file. */
  readonly config: string;
  /** The knowledge, unless the configuration names another place. */
  readonly knowledgeDatabase: string;
  /** What holds for this machine only and is never synced. */
  readonly machineDatabase: string;
  readonly logs: string;
  readonly backups: string;
  /** What can be made again at any time. */
  readonly cache: string;
  /** Pretrained embedding models, a folder each. */
  readonly models: string;
  /** Transcripts kept for good: never made again, never synced. */
  readonly archive: string;
  /** Every request that left this machine. */
  readonly networkLedger: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The data folder: `VERDIGRIS_HOME`, else the operating system's place for application data (on Linux by the XDG Base Directory
 * Specification, which has relative paths ignored).
 * @throws VerdigrisError "invalid-input" when VERDIGRIS_HOME is not absolute.
 */
export function resolvePaths(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  user: string = homedir(),
): CorePaths {
  const path = platform === "win32" ? win32 : posix;
  const home = dataFolder(env, platform, user);
  return {
    home,
    config: path.join(home, "config.toml"),
    knowledgeDatabase: path.join(home, "knowledge.db"),
    machineDatabase: path.join(home, "machine.db"),
    logs: path.join(home, "logs"),
    backups: path.join(home, "backups"),
    cache: path.join(home, "cache"),
    models: path.join(home, "models"),
    archive: path.join(home, "archive"),
    networkLedger: path.join(home, "network.jsonl"),
  };
}

function dataFolder(env: Environment, platform: NodeJS.Platform, user: string): string {
  const path = platform === "win32" ? win32 : posix;
  const chosen = env["VERDIGRIS_HOME"];
  if (chosen !== undefined && chosen !== "") {
    if (path.isAbsolute(chosen)) return path.normalize(chosen);
    throw new VerdigrisError("invalid-input", `VERDIGRIS_HOME is "${chosen}". Give it an absolute path.`, { variable: "VERDIGRIS_HOME" });
  }
  if (platform === "darwin") return path.join(user, "Library", "Application Support", "Verdigris");
  if (platform === "win32") return path.join(absolute(env["APPDATA"], win32) ?? path.join(user, "AppData", "Roaming"), "Verdigris");
  return path.join(absolute(env["XDG_DATA_HOME"], posix) ?? path.join(user, ".local", "share"), "verdigris");
}

function absolute(value: string | undefined, path: PlatformPath): string | undefined {
  return value !== undefined && path.isAbsolute(value) ? value : undefined;
}

/**
 * The paths, with the folders made and open to the user alone (0700 where modes exist; a folder that exists keeps its mode).
 * @throws VerdigrisError when the data folder cannot be made or written: the message names it and says what to do.
 */
export function preparePaths(env: Environment = process.env): CorePaths {
  const paths = resolvePaths(env);
  for (const folder of [paths.home, paths.logs, paths.backups, paths.cache, paths.models, paths.archive]) {
    try {
      makeFolder(folder);
      if (!statSync(folder).isDirectory()) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      throw folderError(folder, error);
    }
  }
  return paths;
}

function folderError(folder: string, error: unknown): VerdigrisError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const other = "or set VERDIGRIS_HOME to a folder you can write to";
  const details = { path: folder };
  if (code === "ENOSPC")
    return new VerdigrisError("no-space", `The disk is full: ${folder} could not be made. Free some space, ${other}.`, details, {
      cause: error,
    });
  if (code === "EEXIST" || code === "ENOTDIR") {
    return new VerdigrisError("permission", `${folder} is in the way or lies below a file. Move it away, ${other}.`, details, {
      cause: error,
    });
  }
  return new VerdigrisError(
    "permission",
    `The data folder ${folder} cannot be written (${code}). Change its permissions, ${other}.`,
    details,
    { cause: error },
  );
}
