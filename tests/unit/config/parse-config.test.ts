import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closest } from "../../../src-main/core/config/closest.ts";
import { renderDefaultConfig } from "../../../src-main/core/config/render-default.ts";
import { parseConfig } from "../../../src-main/core/config/parse-config.ts";
import { describeSettings, listSettings, settingValues } from "../../../src-shared/config/fields.ts";
import { configSchema, defaultConfig } from "../../../src-shared/config/schema.ts";
import { configText, validValue } from "./toml-arbitrary.ts";

const only = (text: string) => {
  const { problems, ...rest } = parseConfig(text, "/c/config.toml");
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  if (problem === undefined) throw new Error("no problem");
  return { problem, ...rest };
};

test("an empty file is the whole default configuration", () => {
  expect(parseConfig("", "x")).toEqual({ config: defaultConfig(), problems: [], broken: false });
});

test("the form's fields say of each setting what the schema does, and survive JSON", () => {
  const fields = describeSettings();
  expect(JSON.parse(JSON.stringify(fields))).toEqual(fields);
  expect(Object.fromEntries(fields.map(({ key, default: value }) => [key, value]))).toEqual(settingValues(defaultConfig()));
  for (const { key, label, help, type, choices, minimum, maximum } of fields) {
    expect(label).toMatch(/^[A-Z][^.]*$/);
    expect(help).toMatch(/^[A-Z0-9].*\.$/);
    expect(choices.length > 0).toBe(type === "choice" || key === "sync.shared");
    expect(minimum !== null && maximum !== null).toBe(type === "integer" || type === "number");
    for (const choice of choices) expect(choice.label).toMatch(/^[A-Z]/);
  }
});

test("every value a setting accepts is read as written", () => {
  for (const setting of listSettings()) {
    if (setting.section === "turso" || setting.key === "backend" || setting.key === "sync.enabled") continue;
    fc.assert(
      fc.property(validValue(setting), (value) => {
        const [section, name] = setting.key.split(".");
        const { config, problems } = parseConfig(`[${section}]\n${name} = ${JSON.stringify(value).replaceAll("\u007f", "\\u007f")}\n`, "x");
        expect(problems).toEqual([]);
        expect(settingValues(config)[setting.key]).toEqual(value);
      }),
    );
  }
});

describe("a broken file", () => {
  test.each([
    ["theme = dark", 1, 9],
    ["[appearance]\ntheme = ", 2, 9],
    ['[indexing]\nthreads = 1\nexclude = ["a", "b"\n', 4, 1],
    ["[indexing]\nwatch = true\nwatch = true", 3, 1],
    ['[sqlite]\npath = "C:\\Users"', 2, 12],
    ["[logging\nlevel = 'info'", 2, 1],
  ])("%j starts on defaults and tells where it is broken", (text, line, column) => {
    const { problem, config, broken } = only(text);
    expect(broken).toBe(true);
    expect(config).toEqual(defaultConfig());
    expect(problem).toMatchObject({ line, column, severity: "error", path: "/c/config.toml" });
    expect(problem.message).toMatch(new RegExp(`^Line ${line} cannot be read: [^.]+\\. The app runs on defaults\\.$`));
    expect(problem.fix).not.toBe("");
  });
});

describe("one bad value", () => {
  test.each([
    ['[indexing]\nthreads = "four"\nwatch = false', "indexing.threads", 2, 11, "Write a whole number from 0 to 64, such as threads = 0"],
    ["[indexing]\nthreads = 65", "indexing.threads", 2, 11, "Write a whole number from 0 to 64, such as threads = 0"],
    ["[indexing]\nthreads = 1.5", "indexing.threads", 2, 11, "Write a whole number from 0 to 64, such as threads = 0"],
    [
      '[appearance]\n\n  theme = "drak"',
      "appearance.theme",
      3,
      11,
      'Write one of "system", "light", "dark", "high-contrast", such as theme = "dark"',
    ],
    ["appearance.font_scale = nan", "appearance.font_scale", 1, 25, "Write a number from 0.75 to 2, such as font_scale = 1"],
    ["indexing = { watch = 1979-05-27 }", "indexing.watch", 1, 22, "Write true or false, such as watch = true"],
    ["[indexing]\nexclude = [1]", "indexing.exclude", 2, 11, 'Write a list of texts in quotes, such as exclude = ["generated/", "*.snap"]'],
    ['[keys]\nsummon = "V"', "keys.summon", 2, 10, 'Write a text in quotes, such as summon = "CommandOrControl+Shift+V"'],
    ['[keys]\nsummon = "Ctrl+Shift"', "keys.summon", 2, 10, 'Write a text in quotes, such as summon = "CommandOrControl+Shift+V"'],
    ["[logging.level]\nx = 1", "logging.level", 1, 1, 'Write level = "info" below [logging]'],
    ["search = 3", "search", 1, 1, "Write [search] on a line of its own, and its settings below."],
    ["[[search]]\nmode = 'fused'", "search", 1, 1, "Write [search] on a line of its own, and its settings below."],
  ])("%j is told, and its default used", (text, key, line, column, fix) => {
    const { problem, config, broken } = only(text);
    expect(problem).toMatchObject({ key, line, column, severity: "error", fix });
    expect(broken).toBe(false);
    expect(settingValues(config)[key]).toEqual(settingValues(defaultConfig())[key]);
  });

  test("leaves the others in force", () => {
    const { config } = only('[indexing]\nthreads = "four"\nwatch = false\n[logging]\nlevel = "debug"');
    expect(config.indexing.watch).toBe(false);
    expect(config.logging.level).toBe("debug");
  });
});

test.each([
  ["[indexing]\nmax_file_byts = 1", "indexing.max_file_byts", 2, "Did you mean max_file_bytes?"],
  ["[indexing]\nmax-file-bytes = 1", "indexing.max-file-bytes", 2, "Did you mean max_file_bytes?"],
  ["theme = 'dark'", "theme", 1, "Move it below [appearance]."],
  ["[search]\nbackend = 'sqlite'", "search.backend", 2, "Move it above the first section."],
  ["[serach]\nmode = 'fused'\nsemantic_weight = 1", "serach", 1, "Did you mean [search]?"],
  ["[plugins.a]\nb = 1", "plugins.a", 1, "Remove it, or put a # before each of its lines."],
  ["colour = 1", "colour", 1, "Remove it, or put a # before it."],
  ["__proto__ = 1", "__proto__", 1, "Remove it, or put a # before it."],
])("%j is unknown, which is a warning with a suggestion", (text, key, line, fix) => {
  const { problem, config } = only(text);
  expect(problem).toMatchObject({ key, line, fix, severity: "warning" });
  expect(config).toEqual(defaultConfig());
});

describe("turso", () => {
  test("is used when its section is whole; else the app says what is missing and starts on SQLite", () => {
    const whole = parseConfig('backend = "turso"\n[turso]\nmode = "local"\npath = "t.db"', "x");
    expect(whole).toMatchObject({ problems: [], config: { backend: "turso", turso: { mode: "local", path: "t.db" } } });
    const { problems, config } = parseConfig('backend = "turso"\n[turso]\nmode = "embedded"\npath = "t.db"', "x");
    expect(problems).toMatchObject([
      { key: "backend", line: 1, column: 11, message: expect.stringContaining("SQLite is used") as string },
      { key: "turso.url", line: 3 },
    ]);
    expect(config.backend).toBe("sqlite");
  });

  test("is not asked for while SQLite is used: the file that the app makes names nothing", () => {
    expect(parseConfig(`${renderDefaultConfig()}\n`, "x").problems).toEqual([]);
    expect(parseConfig('[turso]\ntoken_env = "SYNC_TOKEN"', "x").problems).toEqual([]);
  });

  test("sync needs a URL without a secret, and is off without one", () => {
    const { problem, config } = only("[sync]\nenabled = true");
    expect(problem).toMatchObject({ key: "sync.url", line: 2, severity: "error" });
    expect(config.sync.enabled).toBe(false);
    const leaked = parseConfig('[sync]\nenabled = true\nurl = "libsql://hunter2@db.example.org"', "x");
    expect(leaked.config.sync).toMatchObject({ enabled: false, url: "" });
    expect(JSON.stringify(leaked)).not.toContain("hunter2");
    expect(parseConfig('[sync]\nenabled = true\nurl = "libsql://a-b.turso.io"', "x").problems).toEqual([]);
    expect(only('[sync]\nshared = ["session", "secrets"]').problem.key).toBe("sync.shared");
  });

  test.each([
    ['mode = "local"', ["turso.path"]],
    ['mode = "local"\npath = "t.db"', []],
    ['mode = "embedded"', ["turso.path", "turso.url"]],
    ['mode = "embedded"\npath = "r.db"', ["turso.url"]],
    ['mode = "embedded"\npath = "r.db"\nurl = "libsql://a-b.turso.io"', []],
    ['mode = "remote"', ["turso.url"]],
    ['mode = "remote"\nurl = "http://127.0.0.1:8080"', []],
    ['mode = "remote"\nurl = "https://db.example.org"\nsync_interval_seconds = 0\ntoken_env = "T"', []],
    ['mode = "remote"\nurl = "db.example.org"', ["turso.url"]],
    ['mode = "remote"\nurl = "file:///tmp/x"', ["turso.url"]],
    ['mode = "remote"\nurl = "http://db.example.org"', ["turso.url"]],
    ['mode = "embeded"\npath = "x"', ["turso.mode"]],
    ['path = "x"\ntoken_env = "not a name"', ["turso.token_env"]],
  ])("%j is checked by its mode", (body, keys) => {
    const { problems } = parseConfig(`[turso]\n${body}`, "x");
    expect(problems.map(({ key }) => key)).toEqual(keys);
    for (const { line, fix } of problems) {
      expect(line).toBeGreaterThan(1);
      expect(fix).toMatch(/^Write /);
    }
  });

  test.each([
    'url = "libsql://user:hunter2@db.example.org"',
    'url = "libsql://hunter2@db.example.org"',
    'url = "libsql://db.example.org?authToken=hunter2"',
    'url = "hunter2"',
    'token = "hunter2"',
    'auth_token = "hunter2"',
  ])("%j: a secret in the file is named, never repeated, and goes no further", (line) => {
    const parsed = parseConfig(`[turso]\nmode = "remote"\n${line}`, "x");
    expect(parsed.problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(parsed)).not.toContain("hunter2");
  });
});

describe("whatever the file holds", () => {
  const check = (text: string): void => {
    const { config, problems, broken } = parseConfig(text, "x");
    expect(configSchema.parse(config)).toEqual(config);
    if (broken) expect(config).toEqual(defaultConfig());
    const lines = text.split("\n").length;
    for (const { line, column, message, fix } of problems) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(message && fix).not.toBe("");
    }
  };
  test("text of any kind", () => fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), check), { numRuns: 2000 }));
  test("TOML-like text", () => {
    const token = fc.constantFrom(
      "[",
      "]",
      "[[",
      "]]",
      "{",
      "}",
      "=",
      "\n",
      '"',
      "'",
      '"""',
      "'''",
      ".",
      ",",
      "#",
      "\\",
      "backend",
      "indexing",
      "threads",
      "1",
      "-",
      "inf",
      "true",
      " ",
      "\r\n",
      "1979-05-27",
      "__proto__",
    );
    fc.assert(
      fc.property(
        fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join("")),
        check,
      ),
      { numRuns: 5000 },
    );
  });
  test("a good file with a hole in it", () => {
    const damaged = fc.tuple(configText, fc.nat(), fc.nat(30), fc.string({ maxLength: 5 })).map(([text, at, length, patch]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + patch + text.slice(start + length);
    });
    fc.assert(fc.property(damaged, check), { numRuns: 1500 });
  });
  test("nesting that exhausts the stack", () => {
    for (const text of [`a = ${"[".repeat(100_000)}${"]".repeat(100_000)}`, `a = ${"{a=".repeat(50_000)}1${"}".repeat(50_000)}`]) {
      expect(parseConfig(text, "x").broken).toBe(true);
    }
  });
});

test("a Windows path in double quotes is told how to write it", () => {
  expect(only('[sqlite]\npath = "C:\\Users\\me"').problem.fix).toContain("single quotes");
  expect(parseConfig("[sqlite]\npath = 'C:\\Users\\me'", "x").config.sqlite.path).toBe("C:\\Users\\me");
});

test("a mistyped name finds the nearest, and only a near one", () => {
  expect(closest("them", ["theme", "mode"])).toBe("theme");
  expect(closest("htreads", ["threads", "watch"])).toBe("threads");
  expect(closest("xyz", ["theme", "mode"])).toBeUndefined();
  expect(closest("x".repeat(5000), ["theme"])).toBeUndefined();
});
