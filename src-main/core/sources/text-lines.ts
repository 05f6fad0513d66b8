/** Helpers over the lines of a text. Line numbers here are 0-based; domain values carry 1-based ones. */

/** Splits at LF, CR LF or CR; drops a byte order mark and the empty rest after a final line end. */
export function splitLines(text: string): string[] {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const plain = start === 0 ? text : text.slice(1);
  const lines = plain.includes("\r") ? plain.split(/\r\n|\n|\r/) : plain.split("\n");
  if (lines.length > 1 && lines[lines.length - 1] === "") lines.pop();
  return lines;
}

export function isBlank(line: string): boolean {
  return line.trim() === "";
}

/** Width of the leading white space, a tab reaching to the next multiple of four. */
export function indentOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === " ") width += 1;
    else if (character === "\t") width += 4 - (width % 4);
    else break;
  }
  return width;
}

/** Lines `from`…`to` (exclusive) as one text: outer blank lines and common indentation removed. */
export function dedent(lines: readonly string[], from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(lines[start] ?? "")) start += 1;
  while (end > start && isBlank(lines[end - 1] ?? "")) end -= 1;
  let common = Infinity;
  for (let i = start; i < end; i += 1) {
    const line = lines[i] ?? "";
    if (!isBlank(line)) common = Math.min(common, line.length - line.trimStart().length);
  }
  const cut = common === Infinity ? 0 : common;
  const out: string[] = [];
  for (let i = start; i < end; i += 1) out.push((lines[i] ?? "").slice(cut).trimEnd());
  return out.join("\n");
}

/**
 * The text of an ATX heading of at least `level` marks, closing marks removed; null for any other line. By hand, because a
 * pattern for it takes quadratic time on long runs of white space.
 */
export function headingText(line: string, level: number): string | null {
  if (!line.startsWith("#".repeat(level)) || !/\s/.test(line.charAt(level))) return null;
  const text = line.slice(level).trim();
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 35) end -= 1;
  if (end === 0) return null;
  return end < text.length && /\s/.test(text.charAt(end - 1)) ? text.slice(0, end).trimEnd() : text;
}

/** First words of a text, at most `max` characters, cut at a word where possible. */
export function firstWords(text: string, max = 80): string {
  const flat = text
    .slice(0, max * 8)
    .replace(/\s+/g, " ")
    .trim();
  if (flat.length <= max) return flat;
  const cut = flat.slice(0, max);
  const space = cut.lastIndexOf(" ");
  return `${(space > max / 2 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, "")).trimEnd()}…`;
}

/** A line of Markdown without its emphasis, code and link marks: for titles. */
export function plainInline(markdown: string): string {
  return markdown
    .replace(/!?\[([^\][]*)\]\([^()\s]*\)/g, "$1")
    .replace(/\[\[([^\][]+)\]\]/g, "$1")
    .replace(/\*\*|__|~~|`/g, "")
    .replace(/(^|[\s(])[*_]([^*_\s][^*_]*)[*_](?=[\s).,:;!?]|$)/g, "$1$2")
    .replace(/\s+/g, " ")
    .trim();
}

/** Lower-case words joined by `-`, for position keys. Keeps letters and digits of every script. */
export function slug(text: string): string {
  const words = text
    .slice(0, 200)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return words === null ? "_" : words.join("-").slice(0, 80);
}

/** Gives the second and later use of a key the suffix `~2`, `~3`, …, so that keys stay unique. */
export class KeyCounter {
  readonly #seen = new Map<string, number>();

  unique(key: string): string {
    const count = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, count);
    return count === 1 ? key : `${key}~${count}`;
  }
}
