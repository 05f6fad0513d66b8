/** Configuration files as people write them: any mix of layouts, spacing, quotes and comments. */
import fc from "fast-check";
import { describeSections, listSettings, type Setting } from "../../../src-shared/config/fields.ts";
import type { SettingValue } from "../../../src-shared/contract/settings.ts";

const settings = listSettings();
const words = fc.stringMatching(/^[a-zA-Z0-9 ä#="'[\]{},.*/\\-]{1,12}$/);

/** A value the setting accepts. */
export function validValue(setting: Setting): fc.Arbitrary<Exclude<SettingValue, null>> {
  const { key, type, choices, minimum, maximum } = setting;
  if (type === "choice") return fc.constantFrom(...choices.map(({ value }) => value));
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer({ min: minimum ?? 0, max: maximum ?? 0 });
  if (type === "number") return fc.double({ min: minimum ?? 0, max: maximum ?? 0, noNaN: true });
  if (type === "list" && choices.length > 0) return fc.subarray(choices.map(({ value }) => value));
  if (key === "sync.url") return fc.constantFrom("", "libsql://a-b.turso.io", "https://db.example.org");
  if (type === "list") return fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), { maxLength: 6 });
  if (key === "keys.summon") return fc.constantFrom("", "Ctrl+Shift+K", "CommandOrControl+Space", "Alt+F12");
  if (key === "embedding.model") return fc.constantFrom("builtin", "endpoint", "bge-small-en-v1.5");
  if (key === "embedding.endpoint_url") return fc.constantFrom("", "http://127.0.0.1:11434/v1", "https://models.example.org/v1");
  if (key === "embedding.endpoint_key_env") return fc.constantFrom("KEY", "_KEY_2");
  if (key === "turso.token_env") return fc.constantFrom("TOKEN", "MY_TOKEN_2");
  return fc.string({ unit: "binary", minLength: 1, maxLength: 30 }).filter((text) => text.isWellFormed());
}

export const changes: fc.Arbitrary<Record<string, SettingValue>> = fc
  .uniqueArray(fc.constantFrom(...settings), { minLength: 1, maxLength: 4 })
  .chain((chosen) =>
    fc
      .tuple(
        ...chosen.map((setting) => fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: validValue(setting) })),
      )
      .map((values) => Object.fromEntries(chosen.map((setting, index) => [setting.key, values[index] ?? null]))),
  );

const comment = words.map((text) => `# ${text}`);
const gap = fc.constantFrom("", " ", "  ", "\t");
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 2 });

function quoted(text: string, style: "basic" | "literal"): string {
  // oxlint-disable-next-line no-control-regex -- what a literal string cannot hold
  if (style === "literal" && !/['\u0000-\u001f\u007f]/.test(text)) return `'${text}'`;
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

/** How one value can be written. `isInline` keeps it on one line. */
function written(value: SettingValue, isInline: boolean): fc.Arbitrary<string> {
  const style = fc.constantFrom("basic" as const, "literal" as const);
  if (typeof value === "string") return style.map((chosen) => quoted(value, chosen));
  if (typeof value === "number" && Number.isInteger(value)) return fc.constantFrom(String(value), `+${value}`, `0x${value.toString(16)}`);
  if (typeof value !== "object" || value === null) return fc.constant(String(value));
  if (isInline) return style.map((chosen) => `[ ${value.map((item) => quoted(item, chosen)).join(" , ")} ]`);
  const element = fc.record({ style, above: maybe(comment), behind: maybe(comment), indent: gap });
  return fc
    .tuple(fc.array(element, { minLength: value.length, maxLength: value.length }), maybe(comment), maybe(comment))
    .map(([parts, first, last]) => {
      const lines = parts.flatMap(({ style: chosen, above, behind, indent }, index) => [
        ...(above === undefined ? [] : [indent + above]),
        `${indent}${quoted(value[index] ?? "", chosen)},${behind === undefined ? "" : ` ${behind}`}`,
      ]);
      return [`[${first === undefined ? "" : ` ${first}`}`, ...lines, ...(last === undefined ? [] : [last]), "]"].join("\n");
    });
}

function assignment(key: string, setting: Setting, isInline: boolean): fc.Arbitrary<string> {
  return fc
    .tuple(
      validValue(setting).chain((value) => written(value, isInline)),
      gap,
      gap,
    )
    .map(([value, before, after]) => `${key}${before}=${after}${value}`);
}

function line(key: string, setting: Setting): fc.Arbitrary<string> {
  return fc
    .tuple(assignment(key, setting, false), gap, maybe(comment), maybe(comment), fc.boolean())
    .map(([text, indent, above, behind, blank]) => {
      const own = above === undefined ? "" : `${indent}${above}\n`;
      return `${blank ? "\n" : ""}${own}${indent}${text}${behind === undefined ? "" : ` ${behind}`}\n`;
    });
}

const shortName = (setting: Setting): string => setting.key.slice(setting.key.indexOf(".") + 1);

function section(name: string): fc.Arbitrary<{ readonly top: string; readonly table: string }> {
  const own = settings.filter((setting) => setting.section === name);
  return fc.tuple(fc.subarray(own), fc.constantFrom("table", "dotted", "inline", "absent")).chain(([chosen, layout]) => {
    const stranger = maybe(fc.constant(`stranger_${name} = [1, 2]\n`));
    if (layout === "absent") return fc.constant({ top: "", table: "" });
    if (layout === "dotted") {
      return fc.tuple(...chosen.map((setting) => line(setting.key, setting))).map((lines) => ({ top: lines.join(""), table: "" }));
    }
    if (layout === "inline") {
      return fc
        .tuple(...chosen.map((setting) => assignment(shortName(setting), setting, true)))
        .map((parts) => ({ top: `${name} = {${parts.join(", ")}}\n`, table: "" }));
    }
    return fc
      .tuple(stranger, maybe(comment), gap, ...chosen.map((setting) => line(shortName(setting), setting)))
      .map(([odd, behind, indent, ...lines]) => ({
        top: "",
        table: `${indent}[${name}]${behind === undefined ? "" : ` ${behind}`}\n${lines.join("")}${odd ?? ""}`,
      }));
  });
}

const names = describeSections()
  .map(({ name }) => name)
  .filter((name) => name !== "");
const backend = settings.find(({ key }) => key === "backend");
if (backend === undefined) throw new Error("the schema has no backend");

export const configText: fc.Arbitrary<string> = fc
  .tuple(
    maybe(comment),
    fc.boolean(),
    maybe(line("backend", backend)),
    fc.tuple(...names.map(section)),
    fc.boolean(),
    fc.constantFrom("as is", "crlf", "no last newline", "byte order mark"),
  )
  .map(([heading, parted, first, sections, reversed, form]) => {
    const tables = sections.map(({ table }) => table);
    const head = heading === undefined ? "" : `${heading}\n${parted ? "\n" : ""}`;
    const text = head + (first ?? "") + sections.map(({ top }) => top).join("") + (reversed ? tables.toReversed() : tables).join("");
    if (form === "crlf") return text.replace(/\r?\n/g, "\r\n");
    if (form === "no last newline") return text.replace(/\n$/, "");
    return form === "byte order mark" ? `\uFEFF${text}` : text;
  });
