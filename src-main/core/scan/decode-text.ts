import { isUtf8 } from "node:buffer";

export type DecodedText = { readonly kind: "text"; readonly text: string; readonly note?: string } | { readonly kind: "binary" };

const HEAD = 8192;
const MOSTLY = 0.97;

/**
 * Text of a file's bytes: UTF-16 by its byte order mark, else UTF-8, else windows-1252 (as browsers take unlabelled text, WHATWG Encoding) when
 * it looks like text. Binary as git tells it: a NUL in the first 8,000 bytes (git's buffer_is_binary), here 8 KB.
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return wide("utf-16le", bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return wide("utf-16be", bytes);
  if (bytes.subarray(0, HEAD).includes(0)) return { kind: "binary" };
  // A decoder drops the byte order mark, which is no text.
  if (isUtf8(bytes)) return { kind: "text", text: new TextDecoder("utf-8").decode(bytes) };
  if (!looksLikeText(bytes)) return { kind: "binary" };
  return { kind: "text", text: new TextDecoder("windows-1252").decode(bytes), note: "Not UTF-8: read as windows-1252." };
}

function wide(encoding: "utf-16le" | "utf-16be", bytes: Buffer): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes);
  return text.slice(0, HEAD).includes("\0") ? { kind: "binary" } : { kind: "text", text, note: `Read as ${encoding.toUpperCase()}.` };
}

/** Control characters are rare in text of any single-byte encoding, letters above 127 are not in the majority. */
function looksLikeText(bytes: Buffer): boolean {
  let control = 0;
  let high = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) high++;
    else if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) || byte === 0x7f) control++;
  }
  return control <= bytes.length * (1 - MOSTLY) && high <= bytes.length / 2;
}
