import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { strideOf } from "./quantise.ts";
import { createVectorIndex, type VectorIndex } from "./vector-index.ts";

/**
 * A vector index on disk, so that a start reads bytes instead of making them again. It is a cache: whatever is wrong with it,
 * the index is built anew from the store.
 *
 * Format: magic, header length (u32 LE), header (JSON), then pieces of at most {@link PIECE} rows, each its ids (f64 LE) and
 * its rows, then the CRC-32 of the header's text and all pieces (u32 LE).
 */
const MAGIC = Buffer.from("VGVECT1\n");
const PIECE = 4096;

interface Header {
  readonly space: string;
  readonly dimensions: number;
  readonly scale: number;
  readonly count: number;
  /** Position in the store's log of vector changes: what came after it is applied on top. */
  readonly revision: number;
}

/** Writes the file whole or not at all. The index must have been filled in order and not changed since. */
export async function saveVectorFile(
  path: string,
  index: VectorIndex,
  of: { readonly space: string; readonly revision: number },
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, "w", 0o600);
  try {
    const header: Header = { ...of, dimensions: index.dimensions, scale: index.scale, count: index.size() };
    const text = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    await file.writev([MAGIC, length, text]);
    let checksum = crc32(text);
    for (const { ids, rows } of index.rows()) {
      const idBytes = new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
      checksum = crc32(rows, crc32(idBytes, checksum));
      await file.writev([idBytes, rows]);
    }
    const trailer = Buffer.alloc(4);
    trailer.writeUInt32LE(checksum);
    await file.write(trailer);
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Reads the file; null when there is none, it is of another space, or it is not whole. */
export async function loadVectorFile(
  path: string,
  space: string,
): Promise<{ readonly index: VectorIndex; readonly revision: number } | null> {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return null;
  try {
    const text = await readHeader(file);
    const header = text === null ? null : (JSON.parse(text.toString()) as Header);
    if (text === null || header === null || header.space !== space) return null;
    const index = createVectorIndex(header.dimensions, header.scale);
    return (await readRows(file, header, index, crc32(text))) ? { index, revision: header.revision } : null;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

async function readHeader(file: FileHandle): Promise<Buffer | null> {
  const start = await readExactly(file, Buffer.alloc(MAGIC.length + 4));
  if (start === null || !start.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const length = start.readUInt32LE(MAGIC.length);
  return length > 10_000 ? null : readExactly(file, Buffer.alloc(length));
}

/** False when the file ends early or its checksum is another. */
async function readRows(file: FileHandle, { count, dimensions }: Header, index: VectorIndex, start: number): Promise<boolean> {
  const stride = strideOf(dimensions);
  // One for all: many large ones in turn would leave the memory they came from in pieces.
  const buffer = Buffer.allocUnsafe(Math.min(PIECE, count) * (8 + stride));
  let checksum = start;
  for (let done = 0; done < count; done += PIECE) {
    const rows = Math.min(PIECE, count - done);
    const piece = await readExactly(file, buffer.subarray(0, rows * (8 + stride)));
    if (piece === null) return false;
    checksum = crc32(piece, checksum);
    // A copy: ids must be aligned to eight bytes.
    index.appendRows(new Float64Array(new Uint8Array(piece.subarray(0, rows * 8)).buffer), piece.subarray(rows * 8));
  }
  const trailer = await readExactly(file, Buffer.alloc(4));
  return trailer !== null && trailer.readUInt32LE() === checksum;
}

/** Fills the buffer; null when the file ends before. */
async function readExactly(file: FileHandle, buffer: Buffer): Promise<Buffer | null> {
  for (let read = 0; read < buffer.length;) {
    const { bytesRead } = await file.read(buffer, read, buffer.length - read);
    if (bytesRead === 0) return null;
    read += bytesRead;
  }
  return buffer;
}
