import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { detectCodeLanguage } from "../../../src-main/core/sources/code/detect-language.ts";
import { CODE_LANGUAGES, loadGrammar, startTreeSitter } from "../../../src-main/core/sources/code/grammars.ts";
import { RULES } from "../../../src-main/core/sources/code/languages/index.ts";
import { codeReader, lostLines, readCode } from "./support.ts";

const EXTENSION: Readonly<Record<string, string>> = {
  rust: "rs",
  typescript: "ts",
  tsx: "tsx",
  javascript: "js",
  python: "py",
  go: "go",
  c: "c",
  cpp: "cpp",
  csharp: "cs",
  java: "java",
  ruby: "rb",
  php: "php",
  bash: "sh",
  solidity: "sol",
};

describe("grammars", () => {
  it.each(CODE_LANGUAGES)("%s: every node type its rules name is in the grammar", async (language) => {
    await startTreeSitter();
    const grammar = loadGrammar(language, new Map());
    const { nodes, local } = RULES[language];
    expect([...Object.keys(nodes), ...local].filter((type) => grammar.idForNodeType(type, true) === null)).toEqual([]);
    expect(local.filter((type) => nodes[type] === undefined)).toEqual([]);
  });

  it("knows a language by name, by its first line and C++ in a .h", () => {
    expect(detectCodeLanguage("a/b.mts", "")).toBe("typescript");
    expect(detectCodeLanguage("run", "#!/usr/bin/env -S node --flag\n")).toBe("javascript");
    expect(detectCodeLanguage("run", "#!/usr/bin/python3.12\n")).toBe("python");
    expect(detectCodeLanguage("a.h", "struct a { int b; };")).toBe("c");
    expect(detectCodeLanguage("a.h", "#pragma once\nnamespace a {\n")).toBe("cpp");
    expect(detectCodeLanguage("a.kt", "")).toBeNull();
    expect(detectCodeLanguage("notes", "plain words")).toBeNull();
  });

  it("works in a worker thread from TypeScript sources", async () => {
    const module = new URL("../../../src-main/core/sources/code/code-reader.ts", import.meta.url).href;
    const source = `import { parentPort } from "node:worker_threads"; import { createCodeReader } from ${JSON.stringify(module)};
      const reader = await createCodeReader(); parentPort.postMessage(reader.read({ path: "a.go", text: "func F() {}", repositoryId: "r" }).symbols[0].name);`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
    const name = await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    await worker.terminate();
    expect(name).toBe("F");
  });
});

describe("bad input", () => {
  it("keeps what parses around a syntax error", async () => {
    const text = "fn good() {}\nfn broken( {{{ let = ;\n\nstruct After { a: u8 }\nimpl After { fn x(&self) {} }\n";
    const reading = await readCode("a.rs", text);
    expect(reading.symbols.map((s) => s.name)).toEqual(expect.arrayContaining(["good", "After", "x"]));
    expect(lostLines(text, reading)).toEqual([]);
  });

  it.each(CODE_LANGUAGES)("%s: empty, binary, unclosed and deeply nested text give passages and no error", async (language) => {
    const path = `a.${EXTENSION[language]}`;
    for (const text of [
      "",
      "\n\n",
      "\0\u0001\uFFFD\uD800 x",
      "/* never closed\nline",
      `"never closed\nline`,
      "}".repeat(2000),
      "(".repeat(100_000),
      "{\n".repeat(20_000),
    ]) {
      const reading = await readCode(path, text);
      expect(reading.problems.filter((problem) => problem.message.includes("failed"))).toEqual([]);
      expect(lostLines(text, reading)).toEqual([]);
    }
  });

  it("walks no deeper than it may: definitions nested 5,000 times", async () => {
    const depth = 5000;
    const text = "mod m {\n".repeat(depth) + "}\n".repeat(depth);
    const reading = await readCode("a.rs", text);
    expect(reading.symbols.length).toBeGreaterThan(50);
    expect(lostLines(text, reading)).toEqual([]);
  });

  it("stops at the time budget, reads the file as windows and the next file in full", async () => {
    let clock = 0;
    const tick = (): number => (clock += 200);
    const reader = await codeReader({ parseBudgetMs: 250, clocks: { now: tick, busy: tick } });
    const text = "function f() { return 1; }\n".repeat(2000);
    const slow = reader.read({ path: "a.js", text, repositoryId: "test" });
    expect(slow.symbols).toEqual([]);
    expect(slow.problems).toEqual([{ line: 1, message: "Parsing took longer than 250 ms. It was read as plain lines." }]);
    expect(lostLines(text, slow)).toEqual([]);
    clock = 0;
    expect(reader.read({ path: "b.js", text: "function g() {}", repositoryId: "test" }).symbols.map((s) => s.name)).toEqual(["g"]);
    reader.close();
  });

  it("counts the processor's time only: on a busy machine no file loses its symbols", async () => {
    let clock = 0;
    let isStarved = true;
    const reader = await codeReader({ parseBudgetMs: 250, clocks: { now: () => (clock += 10_000), busy: () => (isStarved ? 1 : clock) } });
    const text = "function f() { return 1; }\n".repeat(2000);
    expect(reader.read({ path: "a.js", text, repositoryId: "test" }).symbols).toHaveLength(2000);
    isStarved = false;
    expect(reader.read({ path: "a.js", text, repositoryId: "test" }).symbols).toEqual([]);
    reader.close();
  });

  it("reads long and minified files as windows", async () => {
    const long = "const a = 1;\n".repeat(100_000);
    expect((await readCode("a.js", long)).problems[0]?.message).toContain("Longer than 1000000 characters");
    const minified = await readCode("a.js", "function a(){return 1};".repeat(2000));
    expect(minified.problems[0]?.message).toContain("minified");
    expect(minified.passages.every((p) => p.text.length <= 4096)).toBe(true);
  });

  it("does not repeat a long shared line in every definition on it", async () => {
    const text = "function a(){return 1}".repeat(200) + "\n" + "// x\n".repeat(2000);
    const { passages } = await readCode("a.js", text);
    expect(passages.reduce((sum, p) => sum + p.text.length, 0)).toBeLessThan(text.length * 3);
  });

  it("frees what it parses: WebAssembly memory stays flat over thousands of files", async () => {
    const reader = await codeReader();
    const text = (i: number): string =>
      `/** Doc. */\nexport class C${i} {\n  m() { const f = () => [1, 2, 3].map((x) => x + ${i}); }\n}\n`.repeat(20);
    const run = (count: number): void => {
      for (let i = 0; i < count; i += 1) {
        reader.read({ path: "a.ts", text: text(i), repositoryId: "test" });
        if (i % 10 === 0) reader.read({ path: "b.ts", text: "class { ((((", repositoryId: "test" });
      }
    };
    run(300);
    const before = process.memoryUsage();
    run(3000);
    const after = process.memoryUsage();
    // One leaked tree of this size is about 40 KB, so a leak would show as 120 MB. WebAssembly memory is counted as external.
    expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(16e6);
  });
});
