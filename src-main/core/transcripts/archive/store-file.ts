import { createHash } from "node:crypto";
import type { TranscriptFile } from "../transcript-reader.ts";
import type { Blobs } from "./blobs.ts";
import type { ArchivedFile, ArchivedPart } from "./manifest.ts";

/** A file in more parts than this is stored anew as one. */
const MAX_PARTS = 12;

/**
 * Archives a file. One that only grew costs what it grew by: its beginning is compared with what is archived, by hash, and the rest becomes one more
 * part. One that was rewritten is stored whole.
 * @param open gives the file's bytes from the start, each time it is asked.
 */
export async function storeFile(
  blobs: Blobs,
  file: TranscriptFile,
  open: () => AsyncIterable<Uint8Array>,
  before: ArchivedFile | null,
): Promise<ArchivedFile> {
  const seen = { bytes: file.bytes, mtimeMs: file.mtimeMs };
  if (before !== null && before.bytes > 0 && before.parts.length < MAX_PARTS) {
    const grown = await storeGrowth(blobs, open(), before);
    if (grown !== null) return { name: file.name, seen, ...grown };
  }
  const hash = createHash("sha256");
  let bytes = 0;
  const part = await blobs.write(
    tapped(open(), (chunk) => {
      hash.update(chunk);
      bytes += chunk.byteLength;
    }),
  );
  return { name: file.name, seen, sha256: hash.digest("hex"), bytes, parts: bytes === 0 ? [] : [part] };
}

type Content = Pick<ArchivedFile, "sha256" | "bytes" | "parts">;

/** The archived file with what came after it, or null when it does not begin as it did. */
async function storeGrowth(blobs: Blobs, chunks: AsyncIterable<Uint8Array>, before: ArchivedFile): Promise<Content | null> {
  const hash = createHash("sha256");
  const iterator = chunks[Symbol.asyncIterator]();
  let bytes = 0;
  let rest: Uint8Array = new Uint8Array(0);
  while (bytes < before.bytes) {
    const next = await iterator.next();
    if (next.done === true) return null;
    const own = next.value.subarray(0, before.bytes - bytes);
    hash.update(own);
    bytes += own.byteLength;
    rest = next.value.subarray(own.byteLength);
  }
  if (hash.copy().digest("hex") !== before.sha256) {
    await iterator.return?.();
    return null;
  }
  const more: ArchivedPart = await blobs.write(
    tapped(following(rest, iterator), (chunk) => {
      hash.update(chunk);
      bytes += chunk.byteLength;
    }),
  );
  return { sha256: hash.digest("hex"), bytes, parts: more.bytes === 0 ? before.parts : [...before.parts, more] };
}

async function* following(first: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.byteLength > 0) yield first;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
}

async function* tapped(chunks: AsyncIterable<Uint8Array>, tap: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    tap(chunk);
    yield chunk;
  }
}
