import { describeSections, listSettings, type Setting } from "../../../src-shared/config/fields.ts";
import { defaultConfig, type Config } from "../../../src-shared/config/schema.ts";
import type { SettingValue } from "../../../src-shared/contract/settings.ts";
import {
  nameOf,
  sectionForSettingProblem,
  settingForSectionProblem,
  syntaxProblem,
  unknownKeyProblem,
  unknownSectionProblem,
  valueProblem,
  type ConfigProblem,
  type Found,
} from "./problems.ts";
import {
  dottedKey,
  parseTomlDocument,
  placeOf,
  TomlSyntaxError,
  type TomlDocument,
  type TomlEntry,
  type TomlPlace,
} from "./toml-document.ts";
import { syncProblem, tursoProblems } from "./turso-rules.ts";

export interface ParsedConfig {
  /** Always whole and valid: what could not be used is at its default. */
  readonly config: Config;
  /** In the order of the file. */
  readonly problems: readonly ConfigProblem[];
  /** The text is no TOML: nothing of it was used, and it must not be written to. */
  readonly broken: boolean;
}

/** Reads a configuration. Never throws, whatever the text. @param path only named in the problems. */
export function parseConfig(text: string, path: string): ParsedConfig {
  let document: TomlDocument;
  try {
    document = parseTomlDocument(text);
  } catch (error) {
    if (!(error instanceof TomlSyntaxError)) throw error;
    return { config: defaultConfig(), problems: [{ path, ...syntaxProblem(error.message, error.place) }], broken: true };
  }
  const entries = new Map(document.entries.map((entry) => [dottedKey(entry.path), entry]));
  const { config, found } = readSettings(entries);
  found.push(...strangers(document), ...storageProblems(config, document, entries));
  const problems = found.map((problem) => ({ path, ...problem }));
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return { config, problems, broken: false };
}

function readSettings(entries: ReadonlyMap<string, TomlEntry>): { config: Config; found: Found[] } {
  const config = defaultConfig();
  const found: Found[] = [];
  for (const setting of listSettings()) {
    const entry = entries.get(setting.key);
    if (entry === undefined) continue;
    const parsed = setting.schema.safeParse(entry.value);
    if (parsed.success) assign(config, setting, parsed.data);
    else found.push(valueProblem(setting, entry.value, placeOf(entry.node.value), ownReason(parsed.error.issues)));
  }
  return { config, found };
}

/** The schema's own words, where it has some: they begin with "is". Zod's are for programmers. */
function ownReason(issues: readonly { readonly message: string }[]): string | undefined {
  return issues.find(({ message }) => message.startsWith("is "))?.message;
}

function assign(config: Config, setting: Setting, value: SettingValue): void {
  const target: object = setting.section === "" ? config : config[setting.section as Exclude<keyof Config, "backend">];
  (target as Record<string, SettingValue>)[nameOf(setting)] = value;
}

/** What stands in the file and means nothing: unknown names, a section where a value should be, and the reverse. */
function strangers({ entries, tables }: TomlDocument): Found[] {
  const settings = new Map(listSettings().map((setting) => [setting.key, setting]));
  const sections = new Set(describeSections().map(({ name }) => name));
  const found: Found[] = [];
  const skipped: string[] = [];
  for (const { path, kind, node } of tables) {
    const key = dottedKey(path);
    const setting = settings.get(key);
    if (sections.has(key) && kind !== "array") continue;
    if (skipped.some((above) => key.startsWith(`${above}.`))) continue;
    skipped.push(key);
    if (setting !== undefined) found.push(sectionForSettingProblem(setting, placeOf(node)));
    else if (kind === "array" && sections.has(path[0] ?? "")) found.push(settingForSectionProblem(path[0] ?? "", placeOf(node)));
    else
      found.push(
        unknownSectionProblem(
          path.filter((name) => kind !== "array" || !/^\d+$/.test(name)),
          placeOf(node),
        ),
      );
  }
  for (const { path, node } of entries) {
    const key = dottedKey(path);
    if (settings.has(key) || skipped.some((above) => key.startsWith(`${above}.`))) continue;
    found.push(sections.has(key) ? settingForSectionProblem(key, placeOf(node)) : unknownKeyProblem(path, placeOf(node)));
  }
  return found;
}

/** Rules across settings of the storage. Changes the configuration where it cannot be used as written. */
function storageProblems(config: Config, document: TomlDocument, entries: ReadonlyMap<string, TomlEntry>): Found[] {
  const found: Found[] = [];
  const backend = entries.get("backend");
  const table = document.tables.find(({ path }) => dottedKey(path) === "turso");
  // The empty section of the app's own file, or a token's variable for sync alone, chooses no storage.
  const written = ["turso.mode", "turso.path", "turso.url"].some((key) => entries.has(key));
  if (written || config.backend === "turso") {
    const nearest = (key: string): TomlPlace => {
      const node = entries.get(`turso.${key}`)?.node.value ?? entries.get("turso.mode")?.node ?? table?.node ?? backend?.node;
      return node === undefined ? { line: 1, column: 1 } : placeOf(node);
    };
    const problems = tursoProblems(config.turso, nearest);
    // A URL that cannot be used may hold a secret: it goes no further.
    if (problems.some(({ key, severity }) => key === "turso.url" && severity === "error")) config.turso.url = "";
    found.push(...problems);
  }
  if (config.backend === "turso" && found.some(({ severity }) => severity === "error")) {
    config.backend = "sqlite";
    found.push({
      ...(backend === undefined ? { line: 1, column: 1 } : placeOf(backend.node.value)),
      key: "backend",
      severity: "error",
      message: "The storage turso cannot be used as the [turso] section stands. SQLite is used.",
      fix: 'Write what is missing below [turso], or backend = "sqlite".',
    });
  }
  const syncUrl = entries.get("sync.url")?.node.value ?? entries.get("sync.enabled")?.node;
  const problem = syncProblem(config.sync);
  if (problem !== undefined) {
    found.push({ ...(syncUrl === undefined ? { line: 1, column: 1 } : placeOf(syncUrl)), key: "sync.url", ...problem });
    if (problem.severity === "error") {
      config.sync.url = "";
      config.sync.enabled = false;
    }
  }
  return found;
}
