import type { CodeLanguage } from "../grammars.ts";
import type { LanguageRules } from "../rules.ts";
import { BASH } from "./bash.ts";
import { C, CPP } from "./c-family.ts";
import { CSHARP } from "./csharp.ts";
import { JAVASCRIPT, TYPESCRIPT } from "./ecmascript.ts";
import { GO } from "./go.ts";
import { JAVA } from "./java.ts";
import { PHP } from "./php.ts";
import { PYTHON } from "./python.ts";
import { RUBY } from "./ruby.ts";
import { RUST } from "./rust.ts";
import { SOLIDITY } from "./solidity.ts";

export const RULES: Readonly<Record<CodeLanguage, LanguageRules>> = {
  rust: RUST,
  typescript: TYPESCRIPT,
  tsx: TYPESCRIPT,
  javascript: JAVASCRIPT,
  python: PYTHON,
  go: GO,
  c: C,
  cpp: CPP,
  csharp: CSHARP,
  java: JAVA,
  ruby: RUBY,
  php: PHP,
  bash: BASH,
  solidity: SOLIDITY,
};
