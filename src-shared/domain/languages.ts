/** File extensions and names → language id. One list for the indexer, the facets and the syntax colours. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  rs: "rust",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  py: "python",
  pyi: "python",
  go: "go",
  c: "c",
  h: "c",
  cc: "cpp",
  cpp: "cpp",
  cxx: "cpp",
  hpp: "cpp",
  hh: "cpp",
  hxx: "cpp",
  cs: "csharp",
  java: "java",
  rb: "ruby",
  php: "php",
  sh: "bash",
  bash: "bash",
  zsh: "bash",
  sol: "solidity",
  md: "markdown",
  markdown: "markdown",
  mdx: "markdown",
  rst: "rst",
  txt: "text",
  json: "json",
  jsonc: "json",
  jsonl: "jsonl",
  yaml: "yaml",
  yml: "yaml",
  toml: "toml",
  ini: "ini",
  cfg: "ini",
  sql: "sql",
  html: "html",
  htm: "html",
  css: "css",
  scss: "scss",
  less: "less",
  xml: "xml",
  svg: "xml",
  kt: "kotlin",
  kts: "kotlin",
  swift: "swift",
  scala: "scala",
  lua: "lua",
  zig: "zig",
  dart: "dart",
  ex: "elixir",
  exs: "elixir",
  erl: "erlang",
  hs: "haskell",
  ml: "ocaml",
  mli: "ocaml",
  r: "r",
  pl: "perl",
  ps1: "powershell",
  bat: "bat",
  proto: "proto",
  graphql: "graphql",
  gql: "graphql",
  vue: "vue",
  svelte: "svelte",
  astro: "astro",
  tf: "terraform",
  nix: "nix",
  cairo: "cairo",
  cmake: "cmake",
  adoc: "asciidoc",
  org: "org",
  tex: "latex",
};
const BY_NAME: Readonly<Record<string, string>> = {
  dockerfile: "dockerfile",
  makefile: "make",
  gnumakefile: "make",
  "cmakelists.txt": "cmake",
  rakefile: "ruby",
  gemfile: "ruby",
  justfile: "just",
  license: "text",
  readme: "text",
  changelog: "text",
};

/** Languages read as prose: searched as `type:doc`. */
const PROSE: ReadonlySet<string> = new Set(["markdown", "rst", "text", "asciidoc", "org", "latex"]);

/** Language id of a path by its name alone, or null. */
export function languageOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const byName = BY_NAME[name];
  if (byName !== undefined && Object.hasOwn(BY_NAME, name)) return byName;
  const dot = name.lastIndexOf(".");
  if (dot < 0) return null;
  const extension = name.slice(dot + 1);
  return Object.hasOwn(BY_EXTENSION, extension) ? (BY_EXTENSION[extension] ?? null) : null;
}

export function isProse(language: string | null): boolean {
  return language !== null && PROSE.has(language);
}
