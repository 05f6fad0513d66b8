import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { PassageTokens } from "../knowledge-store.ts";

/** Below this a stream is kept as it is: deflating it would win little. */
const PLAIN_BELOW = 120;
const PLAIN = 0;
const DEFLATED = 1;
/** Bytes deflated and inflated at a time. zlib's 16 KB would be memory of its own for each stream, held until garbage is collected; these come from Node's pool. */
const CHUNK = 2048;

/**
 * Token streams as one blob: a format byte, then the four streams separated by line feeds (a token holds no white space),
 * deflated. Measured on 16,000 passages: 44 % of the size, 17 µs to write, 8 to 15 µs to read; the small window (4 KB) makes it
 * three times as fast as zlib's default, level 3 half as fast again as level 6 for 1 % more.
 */
export function packTokens(tokens: PassageTokens): Buffer {
  const plain = Buffer.from(`\0${tokens.title}\n${tokens.symbol}\n${tokens.path}\n${tokens.text}`, "utf8");
  if (plain.length < PLAIN_BELOW) return plain;
  const packed = deflateRawSync(plain.subarray(1), { level: 3, windowBits: 12, memLevel: 5, chunkSize: CHUNK });
  return Buffer.concat([Buffer.of(DEFLATED), packed]);
}

export function unpackTokens(blob: Uint8Array): PassageTokens {
  const body = blob.subarray(1);
  const plain = blob[0] === PLAIN ? Buffer.from(body) : inflateRawSync(body, { chunkSize: CHUNK });
  const [title = "", symbol = "", path = "", text = ""] = plain.toString("utf8").split("\n");
  return { title, symbol, path, text };
}
