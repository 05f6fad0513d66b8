import type { IndexPreview } from "../../src-shared/contract/index.ts";

type Languages = IndexPreview["languages"];

export interface LanguageShare {
  /** Null gathers the rest. */
  readonly language: string | null;
  readonly share: number;
  readonly files: number;
}

/** The largest languages by bytes, and the rest as one. The shares add up to 1, unless there is nothing. */
export function languageShares(languages: Languages, shown: number): readonly LanguageShare[] {
  const total = languages.reduce((sum, one) => sum + one.bytes, 0);
  if (total === 0) return [];
  const sorted = languages.toSorted((a, b) => b.bytes - a.bytes);
  const named = sorted.filter((one) => one.language !== "other").slice(0, shown);
  const rest = sorted.filter((one) => !named.includes(one));
  const shares = named.map(({ language, bytes, files }): LanguageShare => ({ language, share: bytes / total, files }));
  if (rest.length === 0) return shares;
  const [bytes, files] = [rest.reduce((sum, one) => sum + one.bytes, 0), rest.reduce((sum, one) => sum + one.files, 0)];
  return [...shares, { language: null, share: bytes / total, files }];
}

const NAMES: Readonly<Record<string, string>> = {
  typescript: "TypeScript",
  tsx: "TSX",
  javascript: "JavaScript",
  cpp: "C++",
  csharp: "C#",
  php: "PHP",
  html: "HTML",
  css: "CSS",
  scss: "SCSS",
  json: "JSON",
  jsonl: "JSON Lines",
  yaml: "YAML",
  toml: "TOML",
  xml: "XML",
  sql: "SQL",
  ini: "INI",
  rst: "reStructuredText",
  graphql: "GraphQL",
  latex: "LaTeX",
  ocaml: "OCaml",
  powershell: "PowerShell",
};

/** A language's name as people write it. */
export function languageName(language: string): string {
  return NAMES[language] ?? language.charAt(0).toUpperCase() + language.slice(1);
}
