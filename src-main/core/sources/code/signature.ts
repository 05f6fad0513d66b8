/** A signature longer than this is a table or a literal, not a declaration. */
const MAX_SIGNATURE = 300;

/** The declaration between two offsets on one line: white space folded, what only opens the body removed. */
export function foldSignature(text: string, from: number, to: number): string {
  const raw = text.slice(from, Math.min(to, from + MAX_SIGNATURE * 4));
  const folded = raw
    .replace(/\s+/g, " ")
    .replace(/(?:\s|=>|[;{=:,])+$/, "")
    .trim();
  return folded.length <= MAX_SIGNATURE
    ? folded
    : `${folded
        .slice(0, MAX_SIGNATURE)
        .replace(/[\uD800-\uDBFF]$/, "")
        .trimEnd()}…`;
}
