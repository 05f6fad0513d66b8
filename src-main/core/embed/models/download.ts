import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { totalBytes, type ModelFile, type RegistryModel } from "./model-manifest.ts";

export interface DownloadOptions {
  /** The core's, which writes each request into the network ledger. */
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Without a byte for this long, a connection is taken for dead. */
const STALLED_MS = 30_000;

/**
 * Downloads a model's files into `folder`. What an earlier attempt left (`*.part`) is gone on with; a file takes its name only
 * when its size and SHA-256 are right.
 * @throws VerdigrisError `unavailable` when the network or the server fails (what has come stays for the next attempt), `corrupt`
 *   when other bytes came than promised (they are removed), `no-space` when the disk is full.
 */
export async function downloadModel(model: RegistryModel, folder: string, options: DownloadOptions): Promise<void> {
  const total = totalBytes(model);
  let before = 0;
  for (const file of model.files) {
    const done = before;
    await downloadFile(model.sources[file.name] ?? "", file, folder, {
      ...options,
      onProgress: (bytes) => options.onProgress(done + bytes, total),
    });
    before += file.bytes;
  }
}

async function downloadFile(url: string, file: ModelFile, folder: string, options: DownloadOptions): Promise<void> {
  const path = join(folder, file.name);
  if ((await sizeOf(path)) === file.bytes && (await hashFile(path)) === file.sha256) return;
  const part = `${path}.part`;
  const hash = createHash("sha256");
  const have = await resumable(part, file, hash);
  const sha256 = have === file.bytes ? hash.digest("hex") : await fetchInto(url, file, part, have, hash, options);
  if (sha256 !== file.sha256) {
    await rm(part, { force: true });
    throw new VerdigrisError(
      "corrupt",
      `${file.name} arrived damaged or is not the file that was promised. It was removed: download again.`,
      { url },
    );
  }
  await rename(part, path);
}

/** How many bytes of the part can be gone on with; they go into the hash. */
async function resumable(part: string, file: ModelFile, hash: Hash): Promise<number> {
  const size = await sizeOf(part);
  if (size > file.bytes) {
    await rm(part, { force: true });
    return 0;
  }
  if (size > 0) await feed(part, hash);
  return size;
}

/** The whole file's SHA-256; empty when more bytes came than promised. */
async function fetchInto(url: string, file: ModelFile, part: string, have: number, known: Hash, options: DownloadOptions): Promise<string> {
  const { signal, onProgress } = options;
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), STALLED_MS);
  const response = await options
    .fetch(url, {
      headers: have > 0 ? { range: `bytes=${have}-` } : {},
      signal: AbortSignal.any([signal, stalled.signal]),
    })
    .catch((error: unknown) => {
      clearTimeout(timer);
      throw signal.aborted ? error : blocked(url, error);
    });
  if (!response.ok || response.body === null) {
    clearTimeout(timer);
    throw new VerdigrisError(
      "unavailable",
      `The download of ${file.name} was refused (${response.status}). Try again later, or add the model from a folder.`,
      {
        url,
        status: response.status,
      },
    );
  }
  // A server that knows no ranges sends the file from its beginning.
  const restarted = have > 0 && response.status !== 206;
  const target = await open(part, restarted ? "w" : "a", 0o600);
  const hash = restarted ? createHash("sha256") : known;
  let written = restarted ? 0 : have;
  try {
    for await (const piece of response.body) {
      clearTimeout(timer);
      timer = setTimeout(() => stalled.abort(), STALLED_MS);
      const bytes = piece as Uint8Array;
      written += bytes.length;
      if (written > file.bytes) break;
      await target.write(bytes);
      hash.update(bytes);
      onProgress(written, file.bytes);
    }
    if (written < file.bytes) throw new Error("the connection ended early");
    return written === file.bytes ? hash.digest("hex") : "";
  } catch (error) {
    if (signal.aborted) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") {
      throw new VerdigrisError(
        "no-space",
        `The disk is full: ${file.name} needs ${file.bytes - written} more bytes. Free some space and download again.`,
      );
    }
    throw blocked(url, error);
  } finally {
    clearTimeout(timer);
    await target.close();
  }
}

function blocked(url: string, error: unknown): VerdigrisError {
  const host = URL.canParse(url) ? new URL(url).host : url;
  return new VerdigrisError(
    "unavailable",
    `${host} cannot be reached from here. What has arrived is kept: try again later, or add the model from a folder. The built-in model goes on serving.`,
    { url, cause: String(error) },
  );
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

async function feed(path: string, hash: Hash): Promise<void> {
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
}

/** SHA-256 of a file, in hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await feed(path, hash);
  return hash.digest("hex");
}
