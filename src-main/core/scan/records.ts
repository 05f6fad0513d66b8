import { isUtf8 } from "node:buffer";

/** One name that git printed. Null text: the bytes are not UTF-8, and `shown` holds them with U+FFFD for display. */
export interface NameRecord {
  readonly text: string | null;
  readonly shown: string;
}

/** Cuts `-z` output at NUL, a chunk at a time. */
export async function* splitNames(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly NameRecord[]> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const last = chunk.lastIndexOf(0);
    if (last < 0) {
      held = Buffer.concat([held, chunk]);
      continue;
    }
    const whole = held.length === 0 ? chunk.subarray(0, last) : Buffer.concat([held, chunk.subarray(0, last)]);
    held = Buffer.from(chunk.subarray(last + 1));
    yield decode(whole);
  }
  if (held.length > 0) yield decode(held);
}

function decode(bytes: Buffer): NameRecord[] {
  const texts = bytes.toString("utf8").split("\0");
  // NUL is NUL in any encoding git may meet, so both ways cut at the same places; the slow one is for the rare bad name.
  if (isUtf8(bytes)) return texts.map((text) => ({ text, shown: text }));
  const records: NameRecord[] = [];
  let from = 0;
  for (const shown of texts) {
    const next = bytes.indexOf(0, from);
    const part = bytes.subarray(from, next < 0 ? bytes.length : next);
    records.push({ text: isUtf8(part) ? shown : null, shown });
    from = next < 0 ? bytes.length : next + 1;
  }
  return records;
}
