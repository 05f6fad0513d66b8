import { dedent, indentOf, isBlank } from "./text-lines.ts";

/** Sizes in characters. A passage should say one thing: a section's paragraph group, not a whole chapter. */
export const CHUNK = {
  /** Below this, a piece takes the next one in as well. */
  min: 300,
  /** Above this, a piece is closed. */
  max: 1500,
  /** A fence, table or list item up to this size is never split. */
  whole: 4096,
} as const;

/** Lines `start`…`end` (0-based, end exclusive) with their text. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Packs the lines `from`…`to` into chunks, cutting only at `breaks` (ascending line indexes where a block or list item
 * begins) unless what lies between two of them is larger than `CHUNK.whole`. No line is lost but blank ones.
 */
export function packLines(lines: readonly string[], from: number, to: number, breaks: readonly number[]): Chunk[] {
  const cuts = [from, ...breaks.filter((line) => line > from && line < to), to];
  const out: Chunk[] = [];
  let start = from;
  let size = 0;
  const close = (end: number) => {
    if (end > start) pushChunk(out, lines, start, end);
    start = end;
    size = 0;
  };
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const atomStart = cuts[i] ?? to;
    const atomEnd = cuts[i + 1] ?? to;
    const atomSize = sizeOf(lines, atomStart, atomEnd);
    if (atomSize > CHUNK.whole) {
      close(atomStart);
      splitLarge(out, lines, atomStart, atomEnd);
      start = atomEnd;
      size = 0;
      continue;
    }
    const leadIn = i > 0 && isLeadIn(lines, start, atomStart);
    if (size > 0 && size + atomSize > CHUNK.max && (size >= CHUNK.min || atomSize > CHUNK.max) && !(leadIn && size < CHUNK.min))
      close(atomStart);
    size += atomSize;
  }
  close(to);
  return out;
}

/** Line indexes in `from`…`to` where a paragraph, list item or heading begins outside fences: breaks for `packLines`. */
export function blockStarts(lines: readonly string[], inside: Uint8Array, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let i = from; i < to; i += 1) {
    const line = lines[i] ?? "";
    if (isBlank(line)) continue;
    const inFence = inside[i] === 1;
    if (inFence && i > from && inside[i - 1] === 1) continue;
    const afterBlank = i === from || isBlank(lines[i - 1] ?? "");
    if (inFence ? afterBlank : indentOf(line) < 2 && (afterBlank || /^\s*(?:[-*+]|\d{1,9}[.)])\s|^#{1,6}\s/.test(line))) starts.push(i);
  }
  return starts;
}

function sizeOf(lines: readonly string[], from: number, to: number): number {
  let size = 0;
  for (let i = from; i < to; i += 1) size += (lines[i] ?? "").length + 1;
  return size;
}

/** `These are the steps:` belongs to the list after it. */
function isLeadIn(lines: readonly string[], from: number, to: number): boolean {
  let last = to - 1;
  while (last > from && isBlank(lines[last] ?? "")) last -= 1;
  return (lines[last] ?? "").trimEnd().endsWith(":");
}

function pushChunk(out: Chunk[], lines: readonly string[], from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && isBlank(lines[start] ?? "")) start += 1;
  while (end > start && isBlank(lines[end - 1] ?? "")) end -= 1;
  if (end > start) out.push({ start, end, text: dedent(lines, start, end) });
}

/** Cuts an over-large block at lines, and a line that is over-large itself at characters. */
function splitLarge(out: Chunk[], lines: readonly string[], from: number, to: number): void {
  let start = from;
  let size = 0;
  for (let i = from; i < to; i += 1) {
    const line = lines[i] ?? "";
    if (size > 0 && size + line.length > CHUNK.max) {
      pushChunk(out, lines, start, i);
      start = i;
      size = 0;
    }
    if (line.length > CHUNK.whole) {
      for (const text of splitText(line, CHUNK.max)) out.push({ start: i, end: i + 1, text });
      start = i + 1;
      size = 0;
    } else size += line.length + 1;
  }
  pushChunk(out, lines, start, to);
}

/** Cuts a long line into pieces of at most `max` characters, at white space where there is some, never inside a surrogate pair. */
export function splitText(line: string, max: number): string[] {
  const out: string[] = [];
  let at = 0;
  while (at < line.length) {
    let end = Math.min(line.length, at + max);
    if (end < line.length) {
      const space = line.lastIndexOf(" ", end);
      if (space > at + max / 2) end = space;
      else if (/[\uD800-\uDBFF]/.test(line.charAt(end - 1))) end -= 1;
    }
    const piece = line.slice(at, end).trim();
    if (piece !== "") out.push(piece);
    at = end;
  }
  return out;
}
