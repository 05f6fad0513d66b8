import type { LanguageRegistration } from "shiki/types";

type GrammarModule = Promise<{ readonly default: LanguageRegistration[] }>;

/** Our language ids (src-shared/domain/languages.ts) → grammars, each a chunk of its own that loads when first needed. */
const GRAMMARS: Readonly<Record<string, () => GrammarModule>> = {
  rust: () => import("shiki/langs/rust.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  tsx: () => import("shiki/langs/tsx.mjs"),
  javascript: () => import("shiki/langs/javascript.mjs"),
  jsx: () => import("shiki/langs/jsx.mjs"),
  python: () => import("shiki/langs/python.mjs"),
  go: () => import("shiki/langs/go.mjs"),
  c: () => import("shiki/langs/c.mjs"),
  cpp: () => import("shiki/langs/cpp.mjs"),
  csharp: () => import("shiki/langs/csharp.mjs"),
  java: () => import("shiki/langs/java.mjs"),
  ruby: () => import("shiki/langs/ruby.mjs"),
  php: () => import("shiki/langs/php.mjs"),
  bash: () => import("shiki/langs/bash.mjs"),
  solidity: () => import("shiki/langs/solidity.mjs"),
  markdown: () => import("shiki/langs/markdown.mjs"),
  rst: () => import("shiki/langs/rst.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  jsonl: () => import("shiki/langs/jsonl.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  ini: () => import("shiki/langs/ini.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  css: () => import("shiki/langs/css.mjs"),
  scss: () => import("shiki/langs/scss.mjs"),
  less: () => import("shiki/langs/less.mjs"),
  xml: () => import("shiki/langs/xml.mjs"),
  kotlin: () => import("shiki/langs/kotlin.mjs"),
  swift: () => import("shiki/langs/swift.mjs"),
  scala: () => import("shiki/langs/scala.mjs"),
  lua: () => import("shiki/langs/lua.mjs"),
  zig: () => import("shiki/langs/zig.mjs"),
  dart: () => import("shiki/langs/dart.mjs"),
  elixir: () => import("shiki/langs/elixir.mjs"),
  erlang: () => import("shiki/langs/erlang.mjs"),
  haskell: () => import("shiki/langs/haskell.mjs"),
  ocaml: () => import("shiki/langs/ocaml.mjs"),
  r: () => import("shiki/langs/r.mjs"),
  perl: () => import("shiki/langs/perl.mjs"),
  powershell: () => import("shiki/langs/powershell.mjs"),
  bat: () => import("shiki/langs/bat.mjs"),
  proto: () => import("shiki/langs/proto.mjs"),
  graphql: () => import("shiki/langs/graphql.mjs"),
  vue: () => import("shiki/langs/vue.mjs"),
  svelte: () => import("shiki/langs/svelte.mjs"),
  astro: () => import("shiki/langs/astro.mjs"),
  terraform: () => import("shiki/langs/terraform.mjs"),
  nix: () => import("shiki/langs/nix.mjs"),
  cairo: () => import("shiki/langs/cairo.mjs"),
  cmake: () => import("shiki/langs/cmake.mjs"),
  asciidoc: () => import("shiki/langs/asciidoc.mjs"),
  latex: () => import("shiki/langs/latex.mjs"),
  dockerfile: () => import("shiki/langs/dockerfile.mjs"),
  make: () => import("shiki/langs/make.mjs"),
  just: () => import("shiki/langs/just.mjs"),
  diff: () => import("shiki/langs/diff.mjs"),
};

/** Names that Markdown fences use beside our own ids. */
const ALIASES: Readonly<Record<string, string>> = {
  rs: "rust",
  ts: "typescript",
  js: "javascript",
  mjs: "javascript",
  py: "python",
  sh: "bash",
  shell: "bash",
  zsh: "bash",
  console: "bash",
  yml: "yaml",
  md: "markdown",
  "c++": "cpp",
  "c#": "csharp",
  cs: "csharp",
  rb: "ruby",
  sol: "solidity",
  jsonc: "json",
  patch: "diff",
  docker: "dockerfile",
  makefile: "make",
  hcl: "terraform",
  tf: "terraform",
  tex: "latex",
  golang: "go",
  kt: "kotlin",
};

/** The grammar id for one of our language ids or a fence's name; null where there is none. */
export function grammarOf(language: string | null): string | null {
  if (language === null) return null;
  const name = language.trim().toLowerCase();
  const id = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  return id !== undefined && Object.hasOwn(GRAMMARS, id) ? id : null;
}

/** Loads a grammar by the id that `grammarOf` gave. */
export async function loadGrammar(id: string): Promise<LanguageRegistration[]> {
  const load = GRAMMARS[id];
  return load === undefined ? [] : (await load()).default;
}
