import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { describeSettings, settingValues } from "../../../src-shared/config/fields.ts";
import type { Config } from "../../../src-shared/config/schema.ts";
import type { SettingsView } from "../../../src-shared/contract/settings.ts";
import type { SourceCaps } from "../indexer/index-service.ts";
import type { Logger } from "../log/logger.ts";
import type { CorePaths } from "../paths.ts";
import { editConfig, loadConfig, type LoadedConfig } from "./config-file.ts";
import type { ConfigChanges } from "./edit-toml.ts";
import { watchFileChanges } from "./watch-config.ts";

/** The configuration in use. It follows the file: edits by hand count as soon as they are saved. */
export interface ConfigService {
  /** Always whole and valid. */
  current(): Config;
  /** For the settings screen. */
  view(): Omit<SettingsView, "storage">;
  /** Absolute path of the SQLite database. */
  databasePath(): string;
  /** Absolute path of the libSQL file or replica; empty when none is set. */
  tursoPath(): string;
  sourceCaps(): SourceCaps;
  /** Sets single settings in the file; null returns one to its default. @throws as `editConfig`. */
  set(changes: ConfigChanges): Promise<void>;
  /** Reads the file now, without waiting for the system to tell that it changed. */
  refresh(): Promise<void>;
  /** Called after each change of the file's content, own or by hand. Returns the function that ends it. */
  onChange(listener: () => void): () => void;
  close(): void;
}

/** Reads the configuration and begins to follow it. A broken file is no failure: the app runs on defaults and shows the problems. */
export async function openConfig(paths: CorePaths, logger: Logger): Promise<ConfigService> {
  let loaded = await loadConfig(paths.config);
  const fields = describeSettings();
  const listeners = new Set<() => void>();
  apply(loaded);

  function apply(now: LoadedConfig): void {
    loaded = now;
    logger.setLevel(now.config.logging.level);
    for (const { line, key, message } of now.problems) logger.warn("A problem in the configuration.", { line, key, problem: message });
  }
  function adopt(now: LoadedConfig): void {
    if (now.text === loaded.text && now.broken === loaded.broken) return;
    apply(now);
    for (const listener of Array.from(listeners)) listener();
  }
  // One after the other, so that an older reading never replaces a newer one.
  let reading: Promise<void> = Promise.resolve();
  const refresh = (): Promise<void> => (reading = reading.then(async () => adopt(await loadConfig(paths.config))));
  const stopWatching = watchFileChanges(paths.config, () => void refresh());

  return {
    current: () => loaded.config,
    view: () => ({
      path: paths.config,
      fields,
      values: settingValues(loaded.config),
      broken: loaded.broken,
      problems: loaded.problems.map(({ line, column, key, message, fix }) => ({ line, column, key, message, fix })),
    }),
    databasePath: () => resolveInHome(loaded.config.sqlite.path, paths.home),
    tursoPath: () => (loaded.config.turso.path === "" ? "" : resolveInHome(loaded.config.turso.path, paths.home)),
    sourceCaps: () => {
      const { max_file_bytes, max_transcript_bytes, parse_timeout_ms } = loaded.config.indexing;
      return { maxFileBytes: max_file_bytes, maxTranscriptBytes: max_transcript_bytes, parseTimeoutMs: parse_timeout_ms };
    },
    set(changes) {
      const edit = reading.then(() => editConfig(paths.config, changes)).then(adopt);
      reading = edit.catch(() => {});
      return edit;
    },
    refresh,
    onChange(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    close() {
      stopWatching();
      listeners.clear();
    },
  };
}

function resolveInHome(path: string, dataFolder: string): string {
  if (path === "~" || /^~[/\\]/.test(path)) return join(homedir(), path.slice(1));
  return resolve(dataFolder, path);
}
