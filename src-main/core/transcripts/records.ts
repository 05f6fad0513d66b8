import { StringDecoder } from "node:string_decoder";
import { isObject, type JsonObject } from "./json.ts";

export interface TextLine {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
  /** The file ends without a line end after it: it may be half written. */
  readonly last: boolean;
}

/** A line beyond this is left out: nothing a person said is so long, and memory has a bound. Characters. */
export const MAX_LINE = 32 * 1024 * 1024;

/** Lines of a UTF-8 stream, one in memory at a time. Null text: the line was longer than `max`. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  max: number = MAX_LINE,
): AsyncGenerator<Omit<TextLine, "text"> & { readonly text: string | null }> {
  const decoder = new StringDecoder("utf8");
  // Pieces of an unfinished line: joined once, so that a long line in many chunks costs no more than its length.
  let held: string[] = [];
  let length = 0;
  let number = 0;
  function take(piece: string): string | null {
    const whole = length > max ? null : held.join("") + piece;
    held = [];
    length = 0;
    number++;
    return whole !== null && whole.endsWith("\r") ? whole.slice(0, -1) : whole;
  }
  for await (const chunk of chunks) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      length += end - from;
      const line = take(text.slice(from, end));
      yield { text: number === 1 && line !== null ? line.replace(/^\uFEFF/, "") : line, number, last: false };
      from = end + 1;
    }
    if (from === text.length) continue;
    length += text.length - from;
    if (length > max) held = [];
    else held.push(text.slice(from));
  }
  const rest = decoder.end();
  if (length > 0 || rest !== "") yield { text: take(rest), number, last: true };
}

export interface JsonRecord {
  readonly value: JsonObject;
  readonly line: number;
}

/** JSON objects, one a line. What is none is told to `onProblem`, but a torn last line: it is being written. */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  onProblem: (line: number, message: string) => void,
): AsyncGenerator<JsonRecord> {
  for await (const { text, number, last } of readLines(chunks)) {
    if (text === null) {
      onProblem(number, "The line is too long and was left out.");
      continue;
    }
    if (text.trim() === "") continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      if (!last) onProblem(number, "The line is no JSON and was left out.");
      continue;
    }
    if (isObject(value)) yield { value, line: number };
    else onProblem(number, "The line is no JSON object and was left out.");
  }
}

/** All of a stream as text, or null when it has more than `max` bytes. */
export async function readAll(chunks: AsyncIterable<Uint8Array>, max: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > max) return null;
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString("utf8");
}
