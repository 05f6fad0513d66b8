import { languageOf } from "../../../../src-shared/domain/languages.ts";
import { isCodeLanguage } from "./grammars.ts";
import type { CodeLanguage } from "./grammars.ts";

const SHEBANG = /^\uFEFF?#!.{0,200}?\b(bash|sh|dash|ksh|zsh|python|node|bun|ruby|php)[\d.]*(?:\s|$)/;
const BY_INTERPRETER: Readonly<Record<string, CodeLanguage>> = {
  bash: "bash",
  sh: "bash",
  dash: "bash",
  ksh: "bash",
  zsh: "bash",
  python: "python",
  node: "javascript",
  bun: "javascript",
  ruby: "ruby",
  php: "php",
};
/** What no C header says. Searched in the beginning only. */
const CPP_HEADER =
  /^[ \t]*(?:class\s+\w|namespace\s+[\w:]*\s*\{|template\s*<|using\s+\w|(?:public|private|protected)\s*:|#\s*include\s*<(?:string|vector|memory|map|iostream|functional|cstd\w+)>)/m;

/** Language of a file that has a grammar: by name, by its first line where the name says nothing, and C++ in a `.h`. */
export function detectCodeLanguage(path: string, head: string): CodeLanguage | null {
  const named = languageOf(path);
  if (named === "c" && /\.h$/i.test(path) && CPP_HEADER.test(head)) return "cpp";
  if (named !== null) return isCodeLanguage(named) ? named : null;
  const interpreter = SHEBANG.exec(head.slice(0, 300))?.[1];
  return interpreter === undefined ? null : (BY_INTERPRETER[interpreter] ?? null);
}
