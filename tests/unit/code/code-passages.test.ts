import { globSync, readFileSync } from "node:fs";
import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { codeReader, lostLines, readCode } from "./support.ts";

const outline = async (path: string, text: string): Promise<string[]> =>
  (await readCode(path, text)).passages.map(
    (p) => `${p.positionKey} | ${p.title} | ${p.breadcrumb.join(" > ")} | ${p.lines?.start}-${p.lines?.end}`,
  );

const RUST = `//! Storage.
use std::io;

const A: u8 = 1;
/// Second.
const B: u8 = 2;

/// A store.
pub struct Store {
    path: String,
}

impl Store {
    const MAX: u8 = 3;

    /// Opens it.
    pub fn open(path: &str) -> Self {
        todo!()
    }

    fn close(self) {}
}

#[cfg(test)]
mod tests {
    #[test]
    fn works() {}
}
`;

describe("passages", () => {
  it("gives one to each function and container, groups constants, keeps what is left over", async () => {
    expect(await outline("store.rs", RUST)).toEqual([
      "lines:storage | //! Storage. |  | 1-2",
      "constant:A | A, B |  | 4-6",
      "struct:Store | Store |  | 8-11",
      "impl:Store | Store |  | 13-22",
      "method:Store::open | Store::open | Store | 16-19",
      "method:Store::close | Store::close | Store | 21-21",
      "module:tests | tests |  | 24-28",
      "function:tests::works | tests::works | tests | 26-27",
    ]);
  });

  it("shows a container's members by signature and a function with its doc as written", async () => {
    const { passages } = await readCode("store.rs", RUST);
    const text = (key: string): string | undefined => passages.find((p) => p.positionKey === key)?.text;
    expect(text("impl:Store")).toBe("impl Store {\n    const MAX: u8 = 3;\n\n    pub fn open(path: &str) -> Self\n\n    fn close(self)\n}");
    expect(text("method:Store::open")).toBe("    /// Opens it.\n    pub fn open(path: &str) -> Self {\n        todo!()\n    }");
    expect(text("module:tests")).toBe("#[cfg(test)]\nmod tests {\n    fn works()\n}");
    expect(text("constant:A")).toBe("const A: u8 = 1;\n/// Second.\nconst B: u8 = 2;");
  });

  it("cuts a long function at lines, at an inner definition where there is one", async () => {
    const filler = Array.from({ length: 60 }, (_, i) => `  call(${i}, "some argument of a length");`).join("\n");
    const text = `function big() {\n${filler}\n  function inner() {\n${filler}\n  }\n}\n`;
    const { passages } = await readCode("big.js", text);
    expect(passages.map((p) => [p.positionKey, p.title, p.lines])).toEqual([
      ["function:big", "big", { start: 1, end: 61 }],
      ["function:big/2", "big part 2", { start: 62, end: 124 }],
    ]);
    expect(passages.map((p) => p.text).join("\n")).toBe(text.trimEnd());
  });

  it("numbers equal names and keeps keys when other places change", async () => {
    const one = "function f() {}\nfunction g() {}\nfunction f(a) {}\n";
    const keys = async (text: string): Promise<string[]> => (await readCode("a.js", text)).passages.map((p) => p.positionKey);
    expect(await keys(one)).toEqual(["function:f", "function:g", "function:f~2"]);
    expect((await keys(`import x from "x";\n\n${one}`)).slice(1)).toEqual(await keys(one));
  });

  it("keeps offsets right with astral and accented characters, CR LF, tabs and a byte order mark", async () => {
    const text =
      "\uFEFFconst 名前 = '😀😀é';\r\n\r\n/** Größe 😀. */\r\nfunction größe(ñ) {\r\n\treturn '😀';\r\n}\r\nclass Ünï { 方法() {} }\r\n";
    const { symbols, passages } = await readCode("a.js", text);
    expect(symbols.map((s) => [s.qualifiedName, s.signature, s.doc, s.lines])).toEqual([
      ["名前", "const 名前 = '😀😀é'", "", { start: 1, end: 1 }],
      ["größe", "function größe(ñ)", "Größe 😀.", { start: 4, end: 6 }],
      ["Ünï", "class Ünï", "", { start: 7, end: 7 }],
      ["Ünï.方法", "方法()", "", { start: 7, end: 7 }],
    ]);
    expect(passages[1]?.text).toBe("/** Größe 😀. */\r\nfunction größe(ñ) {\r\n\treturn '😀';\r\n}");
  });
});

describe("no line is lost", () => {
  const check = async (files: readonly string[]): Promise<void> => {
    const reader = await codeReader();
    for (const path of files) {
      const text = readFileSync(path, "utf8");
      const reading = reader.read({ path, text, repositoryId: "test" });
      expect({ path, lost: lostLines(text, reading) }).toEqual({ path, lost: [] });
      expect(new Set(reading.passages.map((p) => p.positionKey)).size).toBe(reading.passages.length);
      for (const passage of reading.passages) expect(passage.text.length).toBeLessThanOrEqual(4200);
    }
  };

  it("in this project's own sources and its dependencies", async () => {
    const files = globSync(
      [
        "src-*/**/*.{ts,tsx}",
        "node_modules/{ws,zod,commander,yaml}/**/*.{ts,js,cts,mjs}",
        "node_modules/better-sqlite3/**/*.{cpp,hpp,c,h}",
      ],
      {
        exclude: ["**/sqlite3.[ch]"],
      },
    ).slice(0, 400);
    expect(files.length).toBeGreaterThan(100);
    await check(files);
  });

  it("in random text made of the language's own pieces", async () => {
    const reader = await codeReader();
    const pieces = [
      "fn f() {",
      "}",
      "struct S {",
      "impl S {",
      "a: u8,",
      "/// doc",
      "// x",
      "#[a]",
      "const A: u8 = 1;",
      "mod m {",
      '"',
      "/*",
      "*/",
      "é😀",
      "\r\n",
      "\n",
      "\n\n",
      " ",
      "\t",
      "\0",
      "\uD800",
      "fn g() {} fn h() {}",
      "use a::b;",
      "x".repeat(2100),
      "enum E { A, B }",
      "macro_rules! m {",
      "trait T { fn f(); }",
    ];
    const paths = constantFrom("a.rs", "a.ts", "a.py", "a.cpp", "a.rb", "a.php");
    assert(
      property(array(constantFrom(...pieces), { maxLength: 60 }), paths, (parts, path) => {
        const text = parts.join("");
        const reading = reader.read({ path, text, repositoryId: "test" });
        expect(lostLines(text, reading)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});
