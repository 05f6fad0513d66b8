import { escapePattern } from "../../../src-shared/query/escape-pattern.ts";

/** A text standing by itself, not as a part of a longer word. */
export function wholeWord(text: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escapePattern(text)}(?![\\p{L}\\p{N}_])`, "u");
}

/**
 * A symbol named in prose. A name that is a word of the language too (`run`, `open`, `Store`) counts only where it is written as code: called, qualified
 * or between backticks by itself.
 */
export function symbolNamed(qualifiedName: string): RegExp {
  const name = qualifiedName.split(/::|\.|#/).at(-1) ?? qualifiedName;
  if (!/^\p{Lu}?\p{Ll}+$/u.test(name)) return wholeWord(name);
  const word = escapePattern(name);
  return new RegExp(`(?<![\\p{L}\\p{N}_])${word}\\(|::${word}(?![\\p{L}\\p{N}_])|\`${word}\``, "u");
}
