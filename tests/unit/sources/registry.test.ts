import { describe, expect, it } from "vitest";
import { builtinReaders, chooseReader } from "../../../src-main/core/sources/registry.ts";
import type { SourceReader } from "../../../src-main/core/sources/source-reader.ts";
import { lineWindows } from "../../../src-main/core/sources/text.ts";
import { ID, sessionText } from "./fixtures.ts";

const code: SourceReader = {
  name: "code",
  version: 1,
  detect: (path) => path.endsWith(".rs"),
  read: ({ path }) => ({
    kind: "code",
    title: path,
    date: null,
    language: "rust",
    passages: [],
    session: null,
    belief: null,
    symbols: [],
    problems: [],
  }),
};

describe("chooseReader", () => {
  const readers = builtinReaders(code);
  it.each([
    ["patina-session", `layer/sessions/${ID}.md`, sessionText("")],
    ["patina-session", "elsewhere/x.md", sessionText("")],
    ["patina-belief", "b.md", "---\ntype: belief\nid: b\n---\n"],
    ["patina-belief", "layer/surface/epistemic/beliefs/b.md", "# broken\n"],
    ["markdown", "README.md", "# Title\n"],
    ["markdown", "docs/beliefs.md", "---\ntype: pattern\n---\n"],
    ["code", "src/main.rs", "fn main() {}"],
    ["text", "Cargo.toml", "[package]"],
    ["text", "LICENSE", ""],
    ["text", "src/main.kt", "fun main() {}"],
  ])("gives %s for %s", (name, path, head) => {
    expect(chooseReader(readers, path, head).name).toBe(name);
  });

  it("throws where there is no reader for all else", () => {
    expect(() => chooseReader([code], "a.txt", "")).toThrow(/a\.txt/);
  });

  it("has unique names", () => {
    expect(new Set(readers.map((reader) => reader.name)).size).toBe(readers.length);
  });
});

describe("the readers", () => {
  const readers = builtinReaders();
  const read = (path: string, text: string) => chooseReader(readers, path, text).read({ path, text, repositoryId: "repo" });

  it("give a session with its passages", () => {
    expect(read(`layer/sessions/${ID}.md`, sessionText(""))).toMatchObject({
      kind: "session",
      title: "spec review",
      date: "2026-01-01T11:49:51Z",
      language: "markdown",
      session: { id: `repo/${ID}` },
      belief: null,
    });
  });

  it("give plain text as documents, configuration and unknown languages as code", () => {
    expect(read("NOTES.txt", "hello")).toMatchObject({ kind: "doc", language: "text", passages: [{ type: "doc", title: "hello" }] });
    expect(read("a.toml", "[a]\nb = 1")).toMatchObject({ kind: "code", language: "toml", passages: [{ type: "code" }] });
    expect(read("whatever", "")).toMatchObject({ kind: "doc", language: null, passages: [] });
  });
});

describe("lineWindows", () => {
  it("holds every line once, in windows of at most 60 lines and 2,000 characters", () => {
    const lines = Array.from({ length: 500 }, (_, n) => (n % 7 === 0 ? "" : `line ${n} ${"x".repeat(n % 90)}`));
    const windows = lineWindows(lines.join("\n"), "a.txt", "doc");
    const seen = windows.flatMap(({ lines: range }) =>
      Array.from({ length: (range?.end ?? 0) - (range?.start ?? 0) + 1 }, (_, n) => (range?.start ?? 0) + n),
    );
    expect(new Set(seen).size).toBe(seen.length);
    lines.forEach((line, n) => expect(line === "" || seen.includes(n + 1)).toBe(true));
    for (const { text, lines: range } of windows) {
      expect(text.length).toBeLessThanOrEqual(2000);
      expect((range?.end ?? 0) - (range?.start ?? 0)).toBeLessThan(60);
    }
    expect(new Set(windows.map((window) => window.positionKey)).size).toBe(windows.length);
  });

  it("cuts a line that is longer than a window", () => {
    const windows = lineWindows(`short\n${"x".repeat(5001)}\nend`, "min.js", "code");
    expect(windows.map(({ text, lines }) => [text.length, lines?.start])).toEqual([
      [5, 1],
      [2000, 2],
      [2000, 2],
      [1001, 2],
      [3, 3],
    ]);
  });
});
