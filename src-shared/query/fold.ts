export const ASCII_ONLY = /^[\0-\x7f]*$/;

/** Lower case, compatibility forms unified, accents and other marks dropped, `ß` and `ø` and the like written out. */
export function fold(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[ßæœøđłðþı]/g, (char) => PLAIN[char] ?? char);
}

const PLAIN: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ð: "d", þ: "th", ı: "i" };
