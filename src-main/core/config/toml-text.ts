/** Values as TOML text. */
import type { SettingValue } from "../../../src-shared/contract/settings.ts";

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};
const MAX_LINE = 100;

/** A value on one line. @throws TypeError for text with half a surrogate pair, which no TOML file can hold. */
export function tomlValue(value: SettingValue): string {
  if (value === null) throw new TypeError("TOML has no null.");
  if (typeof value === "string") return tomlString(value);
  if (typeof value === "object") return `[${value.map(tomlString).join(", ")}]`;
  return String(value);
}

/** A value as a person would write it: a long list has a line for each element, indented by `indent` and two spaces more. */
export function tomlBlock(value: SettingValue, indent: string, newline: string): string {
  const line = tomlValue(value);
  if (typeof value !== "object" || line.length + indent.length <= MAX_LINE) return line;
  return tomlList((value ?? []).map(tomlString), indent, newline);
}

/** Lines of a list: elements end in a comma, comments are passed through by the caller as they are. */
function tomlList(elements: readonly string[], indent: string, newline: string): string {
  return ["[", ...elements.map((element) => `${indent}  ${element},`), `${indent}]`].join(newline);
}

export function tomlString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError("The text holds half a surrogate pair.");
  // oxlint-disable-next-line no-control-regex -- TOML 1.0 forbids exactly these in a basic string
  const escaped = value.replace(/[\u0000-\u001f"\\\u007f]/g, (char) => {
    return SHORT_ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}
