import type { CappedText } from "../../../src-shared/domain/index.ts";

/** How much of a text is kept, in characters. Generous for what people and assistants said, tight for what programs printed. */
export const LIMITS = {
  text: 100_000,
  thinking: 20_000,
  output: 4000,
  input: 2000,
  edit: 8000,
  record: 1000,
  path: 1000,
  command: 8000,
} as const;

/** In a session as a whole; beyond it only what was said is kept at length. */
export const SESSION_BUDGET = 6_000_000;
/** Beyond it nothing more is kept. */
export const SESSION_MAXIMUM = 16_000_000;
/** What is left of outputs, edits and thoughts once the budget is spent. */
export const TIGHT = 300;
/** Records of unknown types that are kept. */
export const MAX_RECORDS = 200;
export const MAX_TURNS = 50_000;
export const MAX_PROBLEMS = 50;

/** The text whole, or its beginning and its end: errors stand at the end of what programs print. Never cuts a surrogate pair. */
export function cap(text: string, limit: number): CappedText {
  if (text.length <= limit) return { text, omitted: 0 };
  const head = safeEnd(text, Math.ceil(limit * 0.75));
  const tail = safeEnd(text, text.length - Math.floor(limit * 0.25));
  return { text: copied(`${text.slice(0, head)}\n…\n${text.slice(tail)}`), omitted: tail - head };
}

/** A text of its own: V8 keeps a piece of a longer text as a reference into it, and with it all that was cut. */
function copied(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

function safeEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** Transcripts are read as streams, in bounded memory: the limit is the time it takes, about a tenth of a second a megabyte. */
export const MAX_STREAMED_BYTES = 512_000_000;
