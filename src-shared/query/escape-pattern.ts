/** A text as a part of a regular expression with the `u` flag, which allows no needless escapes: `\-` is an error there. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
