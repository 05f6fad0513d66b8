import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";
import { compileModule } from "../../wasm/compile-module.ts";

/**
 * Where each grammar's WebAssembly lies: VS Code's builds where they have the language, the official packages for C and Solidity.
 * (`tree-sitter-wasms` was measured and dropped: web-tree-sitter 0.27 loads none of its modules, as they lack the `dylink.0` section.)
 */
const GRAMMARS = {
  rust: "@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm",
  typescript: "@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm",
  tsx: "@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm",
  javascript: "@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm",
  python: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
  go: "@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm",
  c: "tree-sitter-c/tree-sitter-c.wasm",
  cpp: "@vscode/tree-sitter-wasm/wasm/tree-sitter-cpp.wasm",
  csharp: "@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm",
  java: "@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm",
  ruby: "@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm",
  php: "@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm",
  bash: "@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm",
  solidity: "tree-sitter-solidity/tree-sitter-solidity.wasm",
} as const;

/**
 * Grammars that only V8's baseline compiler compiles. Measured with all of a module's functions optimised (Node 24): its lexer takes 700 MB for Bash,
 * 265 for C++, 110 for C#, 76 for Ruby, 53 for C, and 0.5 to 11 s; below 40 MB for the others, which parse faster for it.
 */
const BASELINE: ReadonlySet<CodeLanguage> = new Set(["bash", "cpp", "csharp", "ruby", "c"]);

/** A language that has a grammar; its name is the one of `src-shared/domain/languages.ts`. */
export type CodeLanguage = keyof typeof GRAMMARS;
export const CODE_LANGUAGES = Object.keys(GRAMMARS) as readonly CodeLanguage[];

export function isCodeLanguage(language: string | null): language is CodeLanguage {
  return language !== null && Object.hasOwn(GRAMMARS, language);
}

// Resolved through Node's own resolution, so that it is right from sources, from a bundle and inside an ASAR archive.
const resolvePackageFile = (specifier: string): string => createRequire(import.meta.url).resolve(specifier);

/** Starts the tree-sitter runtime of this thread; later calls share it. */
export async function startTreeSitter(): Promise<void> {
  const wasmBinary = readFileSync(resolvePackageFile("web-tree-sitter/web-tree-sitter.wasm"));
  await Parser.init({ wasmBinary });
}

/** Loads a grammar, once per cache. Synchronous, so that a reader needs no `await` per file; 2–20 ms each. */
export function loadGrammar(language: CodeLanguage, cache: Map<CodeLanguage, Language>): Language {
  let grammar = cache.get(language);
  if (grammar === undefined) {
    const module = compileModule(readFileSync(resolvePackageFile(GRAMMARS[language])), { baseline: BASELINE.has(language) });
    grammar = Language.loadSync(module);
    cache.set(language, grammar);
  }
  return grammar;
}
