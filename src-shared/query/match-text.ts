import type { TextRange } from "../contract/search.ts";
import { escapePattern } from "./escape-pattern.ts";
import { fold } from "./fold.ts";

/** More matches than this help nobody, and each costs a range. */
export const MOST_MATCHES = 5000;

/** Where terms stand in a text; in order, not overlapping. */
export type TextMatcher = (text: string) => Generator<TextRange, void, undefined>;

/**
 * Looks for any of the terms, upper and lower case and accents alike; null without terms. The longest term wins at a place. White space of
 * any length matches a space: a line break in the source is a space on the page.
 */
export function textMatcher(terms: readonly string[]): TextMatcher | null {
  const wanted = terms.map((term) => placedFold(term).text.trim()).filter((term) => term !== "");
  if (wanted.length === 0) return null;
  const alternatives = wanted
    .toSorted((a, b) => b.length - a.length)
    .map((term) =>
      term
        .split(/\s+/)
        .map(escapePattern)
        .join(String.raw`\s+`),
    );
  const pattern = new RegExp(alternatives.join("|"), "giu");
  return function* (text) {
    const folded = foldInPlace(text) ?? placedFold(text);
    let last = 0;
    for (const match of folded.text.matchAll(pattern)) {
      const to = match.index + match[0].length;
      const start = folded.starts?.[match.index] ?? match.index;
      const end = folded.ends?.[to - 1] ?? to;
      // Two letters of a fold may be one of the text.
      if (start < last) continue;
      last = end;
      yield { start, end };
    }
  };
}

/** Where any of the terms stands in the text; the first ones where there are too many. */
export function matchText(text: string, terms: readonly string[]): readonly TextRange[] {
  const found: TextRange[] = [];
  for (const range of textMatcher(terms)?.(text) ?? []) {
    found.push(range);
    if (found.length >= MOST_MATCHES) break;
  }
  return found;
}

/** What folding may change beyond case. Signs stay what they are: an ellipsis is not three dots. */
const FOLDABLE = /[^\0-\x7f\p{P}\p{S}]/u;
const ALL_FOLDABLE = new RegExp(FOLDABLE, "gu");
const HANGUL = /^\p{Script=Hangul}+$/u;

interface PlacedFold {
  readonly text: string;
  /** Of each of its characters: where what it stands for begins and ends in the original, where that is not its own place. A mark belongs to the letter before it. */
  readonly starts?: readonly number[];
  readonly ends?: readonly number[];
}

/** The text folded where every letter is one again, as nearly always; else null. */
function foldInPlace(original: string): PlacedFold | null {
  if (!FOLDABLE.test(original)) return { text: original };
  let isInPlace = true;
  const text = original.replace(ALL_FOLDABLE, (character) => {
    const folded = foldCharacter(character);
    isInPlace &&= folded.length === character.length;
    return folded;
  });
  return isInPlace ? { text } : null;
}

function placedFold(original: string): PlacedFold {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  let at = 0;
  for (const character of original) {
    const folded = foldCharacter(character);
    const end = at + character.length;
    for (let n = 0; n < folded.length; n++) {
      starts.push(at);
      ends.push(end);
    }
    // Of no letter's own: it ends where the mark does.
    if (folded === "") for (let n = ends.length - 1; n >= 0 && ends[n] === at; n--) ends[n] = end;
    text += folded;
    at = end;
  }
  return { text, starts, ends };
}

function foldCharacter(character: string): string {
  if (character < "\u0080" || !FOLDABLE.test(character)) return character.toLowerCase();
  const folded = fold(character);
  // A syllable is not its first letters.
  return HANGUL.test(folded) ? character : folded;
}
