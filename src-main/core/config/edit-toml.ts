/** Changes single settings in a TOML text and leaves every other character, comments above all, as it is. */
import { isDeepStrictEqual } from "node:util";
import { listSettings, type Setting } from "../../../src-shared/config/fields.ts";
import type { SettingValue } from "../../../src-shared/contract/settings.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { insertEntry, removeEntry, replaceValue, type Splice } from "./toml-splice.ts";
import { dottedKey, parseTomlDocument, type TomlDocument } from "./toml-document.ts";

/** New values by dotted key; null returns a setting to its default by taking it out of the file. */
export type ConfigChanges = Readonly<Record<string, SettingValue>>;

/**
 * Applies changes. The result is parsed again and compared: it holds exactly these changes and every comment, or nothing is returned.
 * @throws VerdigrisError "invalid-input" for an unknown setting or a value it does not accept; "conflict" when the text is written in a
 * way that cannot be edited in place.
 * @throws TomlSyntaxError when the text is broken.
 */
export function editToml(source: string, changes: ConfigChanges): string {
  const accepted = checkChanges(changes);
  const before = parseTomlDocument(source);
  let document = before;
  for (const { setting, value } of accepted) {
    const splice = editOne(document, setting, value);
    if (splice === null) continue;
    document = parseEdited(document.text.slice(0, splice.start) + splice.text + document.text.slice(splice.end), setting);
  }
  verify(before, document, accepted);
  return before.hasByteOrderMark ? `\uFEFF${document.text}` : document.text;
}

interface Change {
  readonly setting: Setting;
  readonly value: SettingValue;
}

function checkChanges(changes: ConfigChanges): Change[] {
  const settings = new Map(listSettings().map((setting) => [setting.key, setting]));
  return Object.entries(changes).map(([key, value]) => {
    const setting = settings.get(key);
    if (setting === undefined) throw new VerdigrisError("invalid-input", `There is no setting "${key}".`, { key });
    if (value === null) return { setting, value };
    const parsed = setting.schema.safeParse(value);
    const isWellFormed = [value].flat().every((item) => typeof item !== "string" || item.isWellFormed());
    if (!parsed.success || !isWellFormed) {
      const range = setting.minimum === null ? "" : ` Give a number from ${setting.minimum} to ${setting.maximum}.`;
      throw new VerdigrisError("invalid-input", `"${setting.label}" cannot have this value.${range}`, { key });
    }
    return { setting, value: parsed.data };
  });
}

function editOne(document: TomlDocument, setting: Setting, value: SettingValue): Splice | null {
  const entry = document.entries.find(({ path }) => dottedKey(path) === setting.key);
  if (value === null) return entry === undefined ? null : removeEntry(document, entry);
  if (entry === undefined) return insertEntry(document, setting, value);
  return isDeepStrictEqual(entry.value, value) ? null : replaceValue(document, entry, value);
}

function parseEdited(text: string, setting: Setting): TomlDocument {
  try {
    return parseTomlDocument(text);
  } catch {
    throw conflict(setting.key);
  }
}

function verify(before: TomlDocument, after: TomlDocument, changes: readonly Change[]): void {
  const expected = new Map<string, unknown>(before.entries.map(({ path, value }) => [dottedKey(path), value]));
  for (const { setting, value } of changes) {
    if (value === null) expected.delete(setting.key);
    else expected.set(setting.key, value);
  }
  const actual = new Map<string, unknown>(after.entries.map(({ path, value }) => [dottedKey(path), value]));
  const comments = (document: TomlDocument): string[] => document.comments.map(({ value }) => value.trimEnd()).sort();
  const isExact = isDeepStrictEqual(actual, expected) && isDeepStrictEqual(comments(after), comments(before));
  if (!isExact) throw conflict(changes.map(({ setting }) => setting.key).join(", "));
}

function conflict(key: string): VerdigrisError {
  const message = `${key} could not be changed in the file without touching something else. Change it there by hand; nothing was written.`;
  return new VerdigrisError("conflict", message, { key });
}
