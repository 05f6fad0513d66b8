import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, realpath, type FileHandle } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { capFor, isTranscriptPath, type SourceCaps } from "./caps.ts";
import { decodeText } from "./decode-text.ts";

export type SkipReason = "vanished" | "binary" | "too-large" | "symlink" | "unreadable" | "not-a-file" | "outside" | "long-lines";

export type SourceRead =
  | {
      readonly kind: "text";
      readonly text: string;
      /** Hex SHA-256 of the bytes as they lie on disk. */
      readonly contentHash: string;
      readonly bytes: number;
      /** What a person should know of how it was read. */
      readonly note?: string;
    }
  | Skipped;

interface Skipped {
  readonly kind: "skipped";
  readonly reason: SkipReason;
  readonly message: string;
}

/** UTF-16 units. Longer lines are bundles and data: no one reads them, and they cost parsers most. */
const MAX_LINE = 50_000;

/**
 * Reads one file of a folder that is not trusted. Follows no link, reads only regular files inside the root, and never more than its cap.
 * `path` is relative to `root`, with `/`. Never throws for what is on disk: a skipped file says why.
 */
export async function readSourceFile(
  root: string,
  path: string,
  caps: SourceCaps,
  places: FolderPlaces = createFolderPlaces(root),
): Promise<SourceRead> {
  const inside = await placeInside(places, path);
  if (typeof inside !== "string") return inside;
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK opening a FIFO would wait for its writer.
    handle = await open(inside, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return cannotOpen(error as NodeJS.ErrnoException);
  }
  try {
    return await readOpened(handle, path, caps);
  } catch (error) {
    return skipped("unreadable", `It could not be read: ${messageOf(error)}.`);
  } finally {
    await handle.close().catch(() => undefined);
  }
}

/** Where folders of a root really lie. Made anew for each batch of files: asking the system for every file costs a tenth of reading. */
export interface FolderPlaces {
  /** The real path of a folder, relative to the root; null when that is outside of it. Rejects as `realpath` does. */
  real(folder: string): Promise<string | null>;
}

export function createFolderPlaces(root: string): FolderPlaces {
  const known = new Map<string, Promise<string | null>>();
  const top = realpath(root);
  top.catch(() => undefined); // Told to whoever asks.

  async function look(folder: string): Promise<string | null> {
    const real = await realpath(join(await top, folder));
    const below = relative(await top, real);
    return below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below) ? null : real;
  }
  return {
    real(folder) {
      const place = known.get(folder) ?? look(folder);
      known.set(folder, place);
      return place;
    },
  };
}

/** The file's place with its folders' links resolved, when that is in the root. */
async function placeInside(places: FolderPlaces, path: string): Promise<string | SourceRead> {
  if (path === "" || path.includes("\0") || isAbsolute(path)) return skipped("outside", "Its path is not one inside the folder.");
  try {
    const folder = await places.real(dirname(path));
    return folder === null ? skipped("outside", "It lies outside of the indexed folder.") : join(folder, basename(path));
  } catch (error) {
    return cannotOpen(error as NodeJS.ErrnoException);
  }
}

async function readOpened(handle: FileHandle, path: string, caps: SourceCaps): Promise<SourceRead> {
  const stat = await handle.stat();
  if (!stat.isFile()) return skipped("not-a-file", "It is no regular file.");
  const cap = capFor(path, caps);
  if (stat.size > cap) return tooLarge(stat.size, cap);
  const bytes = await readUpTo(handle, stat.size, cap);
  if (bytes === null) return tooLarge(stat.size, cap);
  const decoded = decodeText(bytes);
  if (decoded.kind === "binary") return skipped("binary", "It is binary, not text.");
  if (!isTranscriptPath(path) && hasLongLine(decoded.text)) return longLines();
  const contentHash = createHash("sha256").update(bytes).digest("hex");
  return {
    kind: "text",
    text: decoded.text,
    contentHash,
    bytes: bytes.length,
    ...(decoded.note === undefined ? {} : { note: decoded.note }),
  };
}

/** All bytes, or null when the file has grown beyond the cap while it was read. */
async function readUpTo(handle: FileHandle, expected: number, cap: number): Promise<Buffer | null> {
  let buffer = Buffer.allocUnsafe(expected + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (bytesRead === 0) return buffer.subarray(0, length);
    if (length > cap) return null;
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(Math.min(buffer.length + 1, cap + 1))]);
  }
}

/**
 * Why records that turned out to be no transcript are not read, or null: they were read under a transcript's larger limits and
 * have to keep to those of other files.
 */
export function beyondPlainText(text: string, bytes: number, caps: SourceCaps): string | null {
  const refused = bytes > caps.maxFileBytes ? tooLarge(bytes, caps.maxFileBytes) : hasLongLine(text) ? longLines() : null;
  return refused === null ? null : refused.message;
}

function hasLongLine(text: string): boolean {
  for (let from = 0; text.length - from > MAX_LINE;) {
    // From the furthest place a line may end back to its start: text of ordinary lines is passed over in leaps.
    const end = text.lastIndexOf("\n", from + MAX_LINE);
    if (end < from) return true;
    from = end + 1;
  }
  return false;
}

function cannotOpen(error: NodeJS.ErrnoException): SourceRead {
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return skipped("vanished", "The file is gone.");
    case "ELOOP":
    case "EMLINK":
      return skipped("symlink", "It is a symbolic link, which is not followed.");
    case "EACCES":
    case "EPERM":
      return skipped("unreadable", "It cannot be read. Check its permissions.");
    case "ENXIO":
    case "ENODEV":
      return skipped("not-a-file", "It is no regular file.");
    default:
      return skipped("unreadable", `It could not be opened: ${error.message}.`);
  }
}

function longLines(): Skipped {
  const limit = MAX_LINE.toLocaleString("en");
  return skipped("long-lines", `It has lines of more than ${limit} characters: generated or packed code, not text to read.`);
}

function tooLarge(bytes: number, cap: number): Skipped {
  return skipped("too-large", `It has ${bytes.toLocaleString("en")} bytes; the limit is ${cap.toLocaleString("en")}.`);
}

function skipped(reason: SkipReason, message: string): Skipped {
  return { kind: "skipped", reason, message };
}
