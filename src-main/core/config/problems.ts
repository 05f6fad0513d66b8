/** What is wrong in the configuration file, told so that a person can put it right. */
import { describeSections, listSettings, type Setting } from "../../../src-shared/config/fields.ts";
import type { SettingsProblem } from "../../../src-shared/contract/settings.ts";
import { closest } from "./closest.ts";
import type { TomlPlace } from "./toml-document.ts";
import { tomlValue } from "./toml-text.ts";

export interface ConfigProblem extends SettingsProblem {
  /** The file. */
  readonly path: string;
  /** An error puts a default in place of what was written; a warning changes nothing. */
  readonly severity: "error" | "warning";
}

export type Found = Omit<ConfigProblem, "path">;

/** By the beginning of the parser's message: what it means and what to write. */
const SYNTAX: readonly (readonly [string, string, string])[] = [
  ["Defining a key multiple times", "This name stands in the file twice.", "Remove one of the two."],
  ["Unterminated string", "The text has no end.", "Close it with the quotation mark it begins with."],
  ["Unterminated array", "The list has no end.", "Close it with ]."],
  ["Unterminated table-key", "The section's name has no end.", "Close it with ]."],
  ["Unterminated inline-table", "The inline table has no end.", "Close it with }."],
  ["Must be a newline", "Something follows the value.", "Put text in quotes, and each setting on a line of its own."],
  ["Expected equal", "The equals sign is missing.", "Write name = value."],
  ["Unspecified values", "The value is missing.", "Write a value after the equals sign, text in quotes."],
  ["Invalid character in escape", "The text holds an unknown escape.", "Write \\\\ for a backslash, or put the text in single quotes."],
  ["Values are nested", "Values are nested too deeply.", "No setting is nested. Write name = value."],
];

export function syntaxProblem(message: string, place: TomlPlace): Found {
  const known = SYNTAX.find(([start]) => message.startsWith(start));
  return {
    ...place,
    key: null,
    severity: "error",
    message: `Line ${place.line} cannot be read: ${known?.[1] ?? `${message}.`} The app runs on defaults.`,
    fix: known?.[2] ?? 'Write each setting as name = value, with text in quotes, such as theme = "dark".',
  };
}

/** A setting whose value cannot be used. `reason` is a predicate: "is not a key combination". */
export function valueProblem(setting: Setting, value: unknown, place: TomlPlace, reason = "cannot be used here"): Found {
  return {
    ...place,
    key: setting.key,
    severity: "error",
    message: `${setting.key}: ${shownValue(setting, value)} ${reason}. The default is used.`,
    fix: `Write ${expectation(setting)}, such as ${example(setting, value)}`,
  };
}

/** A setting's name given to a section. */
export function sectionForSettingProblem(setting: Setting, place: TomlPlace): Found {
  const fix = `Write ${example(setting)}${setting.section === "" ? " before the first section" : ` below [${setting.section}]`}`;
  return {
    ...place,
    key: setting.key,
    severity: "error",
    message: `${setting.key} is a setting, not a section. The default is used.`,
    fix,
  };
}

/** A section's name given to a setting, or to a list of sections. */
export function settingForSectionProblem(section: string, place: TomlPlace): Found {
  const fix = `Write [${section}] on a line of its own, and its settings below.`;
  return { ...place, key: section, severity: "error", message: `"${section}" is one section. Defaults are used for it.`, fix };
}

export function unknownKeyProblem(path: readonly string[], place: TomlPlace): Found {
  const [name, section] = [path.at(-1) ?? "", path.slice(0, -1).join(".")];
  const found = { ...place, key: path.join("."), severity: "warning" as const };
  if (section === "turso" && /token|password|secret/i.test(name)) {
    return {
      ...found,
      message: "A token does not belong in this file.",
      fix: "Remove it. Put it into the environment variable that token_env names.",
    };
  }
  const where = section === "" ? "before the first section" : `in [${section}]`;
  const message = `There is no setting "${shorten(name)}" ${where}. It has no effect.`;
  const settings = listSettings();
  const same = settings.filter((setting) => setting.section === section).map((setting) => nameOf(setting));
  const guess = closest(name, same);
  if (guess !== undefined) return { ...found, message, fix: `Did you mean ${guess}?` };
  const elsewhere = settings.find((setting) => nameOf(setting) === name);
  if (elsewhere === undefined) return { ...found, message, fix: "Remove it, or put a # before it." };
  return {
    ...found,
    message,
    fix: elsewhere.section === "" ? "Move it above the first section." : `Move it below [${elsewhere.section}].`,
  };
}

export function unknownSectionProblem(path: readonly string[], place: TomlPlace): Found {
  const name = path.join(".");
  const guess = closest(
    name,
    describeSections().map((section) => section.name),
  );
  return {
    ...place,
    key: name,
    severity: "warning",
    message: `There is no section [${shorten(name)}]. It has no effect.`,
    fix: guess === undefined ? "Remove it, or put a # before each of its lines." : `Did you mean [${guess}]?`,
  };
}

/** The key of a setting inside its section. */
export function nameOf(setting: Setting): string {
  return setting.section === "" ? setting.key : setting.key.slice(setting.section.length + 1);
}

function expectation({ type, choices, minimum, maximum }: Setting): string {
  if (type === "choice") return `one of ${choices.map(({ value }) => JSON.stringify(value)).join(", ")}`;
  if (type === "boolean") return "true or false";
  if (type === "list") return "a list of texts in quotes";
  if (type === "integer" || type === "number") return `a ${type === "integer" ? "whole " : ""}number from ${minimum} to ${maximum}`;
  return "a text in quotes";
}

const EXAMPLES: Readonly<Record<string, string>> = {
  "indexing.exclude": '["generated/", "*.snap"]',
  "indexing.include": '["vendor/ours/"]',
  "keys.summon": '"CommandOrControl+Shift+V"',
  "turso.url": '"libsql://name-owner.turso.io"',
  "turso.path": '"replica.db"',
};

/** A line to write. For a mistyped choice, the one that was meant. */
export function example(setting: Setting, value?: unknown): string {
  const choices = setting.choices.map((choice) => choice.value);
  const meant = typeof value === "string" ? closest(value, choices) : undefined;
  return `${nameOf(setting)} = ${EXAMPLES[setting.key] ?? tomlValue(meant ?? setting.default)}`;
}

/** The value as it was written, short. A URL is never repeated: it may hold a password. */
function shownValue(setting: Setting, value: unknown): string {
  if (setting.key === "turso.url") return "this URL";
  if (value instanceof Date) return "a date";
  if (Array.isArray(value)) return "this list";
  return typeof value === "string" ? JSON.stringify(shorten(value)) : String(value);
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
