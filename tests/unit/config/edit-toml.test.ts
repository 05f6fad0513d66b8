import fc from "fast-check";
import { expect, test } from "vitest";
import { editToml } from "../../../src-main/core/config/edit-toml.ts";
import { parseConfig } from "../../../src-main/core/config/parse-config.ts";
import { renderDefaultConfig } from "../../../src-main/core/config/render-default.ts";
import { dottedKey, parseTomlDocument } from "../../../src-main/core/config/toml-document.ts";
import { listSettings } from "../../../src-shared/config/fields.ts";
import { defaultConfig } from "../../../src-shared/config/schema.ts";
import { changes, configText } from "./toml-arbitrary.ts";

const valuesOf = (text: string): Map<string, unknown> =>
  new Map(parseTomlDocument(text).entries.map(({ path, value }) => [dottedKey(path), value]));
const commentsOf = (text: string): string[] => parseTomlDocument(text).comments.map(({ value }) => value.trim());

test("any edit of any file changes exactly what was asked and keeps every comment", () => {
  fc.assert(
    fc.property(configText, changes, (text, wanted) => {
      const edited = editToml(text, wanted);
      const expected = valuesOf(text);
      for (const [key, value] of Object.entries(wanted)) {
        if (value === null) expected.delete(key);
        else expected.set(key, value);
      }
      expect(valuesOf(edited)).toEqual(expected);
      expect(commentsOf(edited).toSorted()).toEqual(commentsOf(text).toSorted());
      // Done again it changes nothing: the same value is never written in another form.
      expect(editToml(edited, wanted)).toBe(edited);
      if (text.includes("\r\n")) expect(edited).not.toMatch(/[^\r]\n/);
      expect(edited.startsWith("\uFEFF")).toBe(text.startsWith("\uFEFF"));
    }),
    { numRuns: 1500 },
  );
});

test("lines that hold no changed setting stay as they are, in their order", () => {
  fc.assert(
    fc.property(configText, changes, (text, wanted) => {
      const document = parseTomlDocument(text);
      const lines = document.text.split("\n");
      const touched = new Set<number>();
      for (const { path, node } of document.entries) {
        if (dottedKey(path) in wanted) for (let at = node.loc.start.line; at <= node.loc.end.line; at++) touched.add(at - 1);
      }
      for (const { path, kind, node } of document.tables) {
        if (kind === "inline" && Object.keys(wanted).some((key) => key.startsWith(`${dottedKey(path)}.`)))
          touched.add(node.loc.start.line - 1);
      }
      // What is left of the text, as a subsequence of the result.
      const kept = lines.filter((line, index) => !touched.has(index) && line.trim() !== "");
      let at = 0;
      for (const line of editToml(text, wanted)
        .replace(/^\uFEFF/, "")
        .split("\n")) {
        if (line.trimEnd() === kept[at]?.trimEnd()) at++;
      }
      expect(kept.slice(at)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("a value is replaced where it stands, its comment and its neighbours untouched", () => {
  const text = `# mine
backend   =  "sqlite" # as it should be

[appearance]   # looks
  theme = 'dark'	# at night
  font_scale = 1.5
`;
  expect(editToml(text, { "appearance.theme": "light" })).toBe(text.replace("'dark'", '"light"'));
  expect(editToml(text, { "appearance.theme": "dark" })).toBe(text);
  expect(editToml(text, { "appearance.font_scale": null })).toBe(text.replace("  font_scale = 1.5\n", ""));
  expect(editToml(text, { "appearance.theme": null })).toBe(text.replace("theme = 'dark'	# at night", "# at night"));
  expect(editToml(text, { "appearance.density": "compact" })).toBe(`${text}  density = "compact"\n`);
  expect(editToml(text, { "logging.level": "debug" })).toBe(`${text}\n[logging]\nlevel = "debug"\n`);
});

test("in a list, comments stay with their elements", () => {
  const text = `[indexing]
exclude = [
  # generated
  "gen/", # by protoc
  "dist/",
  # the end
]
`;
  expect(editToml(text, { "indexing.exclude": ["dist/", "new/", "gen/"] })).toBe(`[indexing]
exclude = [
  "dist/",
  "new/",
  # generated
  "gen/", # by protoc
  # the end
]
`);
  expect(editToml(text, { "indexing.exclude": [] })).toBe(`[indexing]
exclude = [
  # generated
  # by protoc
  # the end
]
`);
});

test("a setting is added below its commented-out default", () => {
  const file = renderDefaultConfig();
  const edited = editToml(file, { backend: "turso", "search.semantic_weight": 0.25, "keys.summon": "Ctrl+Alt+V" });
  expect(edited.split("\n").filter((line) => !file.split("\n").includes(line))).toEqual([
    'backend = "turso"',
    "semantic_weight = 0.25",
    'summon = "Ctrl+Alt+V"',
  ]);
  expect(edited).toContain("# semantic_weight = 0.1\nsemantic_weight = 0.25\n");
});

test("the default file says the defaults, commented out and not", () => {
  const file = renderDefaultConfig();
  expect(valuesOf(file).size).toBe(0);
  const written = file.replace(/^# (\w+ = )/gm, "$1");
  expect(valuesOf(written).size).toBe(listSettings().length);
  const { config, problems } = parseConfig(written.replace(/^path = ""\n/m, 'path = "x.db"\n'), "config.toml");
  expect(problems).toEqual([]);
  expect({ ...config, turso: { ...config.turso, path: "" } }).toEqual(defaultConfig());
});

test("what a setting does not accept is refused, and so is a text that is no TOML", () => {
  for (const wanted of [
    { "indexing.threads": 65 },
    { "indexing.threads": "4" },
    { "appearance.theme": "pink" },
    { nope: 1 },
    { __proto__x: null },
    { "sqlite.path": "\ud800" },
  ]) {
    expect(() => editToml("", wanted)).toThrow(expect.objectContaining({ code: "invalid-input" }) as Error);
  }
  expect(() => editToml("theme = ", { "appearance.theme": "dark" })).toThrow(/Unspecified/);
});

test("a file that cannot be edited in place is left alone", () => {
  for (const text of ["[[indexing]]\nthreads = 1\n", "indexing = 3\n", "[appearance.theme]\nx = 1\n"]) {
    const wanted = text.includes("theme") ? { "appearance.theme": "dark" } : { "indexing.threads": 2 };
    expect(() => editToml(text, wanted)).toThrow(expect.objectContaining({ code: "conflict" }) as Error);
  }
});
