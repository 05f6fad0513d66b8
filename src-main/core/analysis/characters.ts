/** What a UTF-16 unit is to the analyser. Known for ASCII, found out once for anything else. */
export const SEPARATOR = 0;
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 3;
/** Combining marks: part of the word they stand in, folded away. */
export const MARK = 4;
/** Scripts written without spaces: Han, kana, Hangul, Thai, Lao, Khmer, Burmese. Indexed as pairs of characters. */
export const PAIRED = 5;
export const UNDERSCORE = 6;
/** First half of a character outside the basic plane: look at the whole code point. */
export const SURROGATE = 7;
const UNKNOWN = 255;

const CLASSES = new Uint8Array(65536).fill(UNKNOWN);

const PAIRED_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}々ーｰ]/u;

export function classOf(code: number): number {
  const known = CLASSES[code];
  if (known !== undefined && known !== UNKNOWN) return known;
  const found = code >= 0xd800 && code <= 0xdbff ? SURROGATE : classify(String.fromCharCode(code));
  CLASSES[code] = found;
  return found;
}

/** Class of a whole code point outside the basic plane. */
export function classOfCodePoint(codePoint: number): number {
  return classify(String.fromCodePoint(codePoint));
}

function classify(char: string): number {
  if (char === "_") return UNDERSCORE;
  if (/\p{M}/u.test(char)) return PAIRED_SCRIPTS.test(char) ? PAIRED : MARK;
  if (/\p{N}/u.test(char)) return DIGIT;
  if (!/\p{L}/u.test(char)) return SEPARATOR;
  if (PAIRED_SCRIPTS.test(char)) return PAIRED;
  return /[\p{Lu}\p{Lt}]/u.test(char) ? UPPER : LOWER;
}
