import { createReadStream } from "node:fs";
import { lstat, readdir, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import type { Machine, TranscriptFile, TranscriptRef } from "./transcript-reader.ts";

/** Names in a folder with what they are, sorted; none when it cannot be read. Links are not followed. */
export async function namesIn(
  folder: string,
): Promise<readonly { readonly name: string; readonly isFolder: boolean; readonly isFile: boolean }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory(), isFile: entry.isFile() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A regular file with its size and time, or null. */
export async function fileAt(path: string, name: string): Promise<TranscriptFile | null> {
  const found = await lstat(path).catch(() => null);
  return found === null || !found.isFile() ? null : { name, path, bytes: found.size, mtimeMs: found.mtimeMs };
}

/** Those of the places that exist. */
export async function existing(places: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(places.map((place) => stat(place).catch(() => null)));
  return places.filter((_, index) => found[index] !== null);
}

/** All regular files below a folder, down to `depth` folders, with names relative to it. */
export async function filesBelow(folder: string, prefix: string, depth: number): Promise<TranscriptFile[]> {
  const out: TranscriptFile[] = [];
  for (const entry of await namesIn(folder)) {
    const path = join(folder, entry.name);
    if (entry.isFolder && depth > 0) out.push(...(await filesBelow(path, `${prefix}${entry.name}/`, depth - 1)));
    const file = entry.isFile ? await fileAt(path, `${prefix}${entry.name}`) : null;
    if (file !== null) out.push(file);
  }
  return out;
}

/** The folder a variable names when it is set to an absolute path, else the usual one below the home folder. */
export function folderOf(machine: Machine, variable: string, ...usual: readonly string[]): string {
  const set = machine.env[variable];
  return set !== undefined && isAbsolute(set) ? set : join(machine.home, ...usual);
}

/** Bytes of a file on disk, no further than it was when it was listed: what is written meanwhile is taken the next time. */
export function openFile(_ref: TranscriptRef, file: TranscriptFile): AsyncIterable<Uint8Array> {
  if (file.bytes === 0) return nothing();
  return createReadStream(file.path, { end: file.bytes - 1, highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>;
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // No bytes.
}

/** A name that any file system takes. */
export function safeKey(text: string): string {
  return (
    text
      .replace(/[^A-Za-z0-9._-]+/g, "-")
      .replace(/^[.-]+/, "")
      .slice(0, 160) || "unnamed"
  );
}
