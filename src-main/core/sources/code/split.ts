import { splitText } from "../chunks.ts";

/** The most a passage holds, in characters. */
export const MAX_PASSAGE = 4000;

/** Consecutive lines of a text; `first` and `last` are 0-based within it, inclusive. */
export interface TextPart {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/**
 * Cuts a text into parts of at most `MAX_PASSAGE` characters at line boundaries: in the second half of a part before a line that `isWelcome`, else before
 * a blank line, else where it is full. A line longer than a part is cut at white space. Parts with nothing in them are left out.
 */
export function splitAtLines(text: string, isWelcome: (line: number) => boolean): TextPart[] {
  const all = text.split(/\r\n|\n|\r/);
  if (text.length <= MAX_PASSAGE)
    return text.trim() === "" ? [] : [{ text: trimEdges(text), first: leadingBlank(all), last: lastFilled(all) }];
  const starts = lineStarts(text, all);
  const parts: TextPart[] = [];
  const push = (from: number, to: number): void => {
    let first = from;
    let last = to - 1;
    while (first < last && (all[first] ?? "").trim() === "") first += 1;
    while (last > first && (all[last] ?? "").trim() === "") last -= 1;
    const body = text.slice(starts[first], (starts[last] ?? 0) + (all[last] ?? "").length);
    if (body.trim() !== "") parts.push({ text: body, first, last });
  };
  let from = 0;
  while (from < all.length) {
    const line = all[from] ?? "";
    if (line.length > MAX_PASSAGE) {
      for (const piece of splitText(line, MAX_PASSAGE)) parts.push({ text: piece, first: from, last: from });
      from += 1;
      continue;
    }
    const to = cutAfter(all, from, isWelcome);
    push(from, to);
    from = to;
  }
  return parts;
}

function cutAfter(all: readonly string[], from: number, isWelcome: (line: number) => boolean): number {
  let size = 0;
  let welcome = -1;
  let blank = -1;
  let to = from;
  for (; to < all.length; to += 1) {
    const length = (all[to] ?? "").length + 2;
    if (to > from && size + length > MAX_PASSAGE) return welcome > 0 ? welcome : blank > 0 ? blank : to;
    if (size > MAX_PASSAGE / 2) {
      if (isWelcome(to)) welcome = to;
      else if ((all[to] ?? "").trim() === "") blank = to;
    }
    size += length;
  }
  return to;
}

function lineStarts(text: string, all: readonly string[]): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of all) {
    starts.push(at);
    at += line.length;
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  return starts;
}

const trimEdges = (text: string): string => text.replace(/^(?:[^\S\r\n]*(?:\r\n|\n|\r))+/, "").trimEnd();

function leadingBlank(all: readonly string[]): number {
  let first = 0;
  while (first < all.length - 1 && (all[first] ?? "").trim() === "") first += 1;
  return first;
}

function lastFilled(all: readonly string[]): number {
  let last = all.length - 1;
  while (last > 0 && (all[last] ?? "").trim() === "") last -= 1;
  return last;
}
