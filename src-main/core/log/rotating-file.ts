import { appendFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../make-folder.ts";
import type { LogSink } from "./logger.ts";

export interface RotatingFileOptions {
  /** A file that would grow beyond this is set aside. 5 MB by default. */
  readonly maxBytes?: number;
  /** Files set aside that are kept: `name.1` is the latest. 4 by default. */
  readonly maxOld?: number;
  /** Lines waiting while the disk is slow; more are dropped and counted. 10,000 by default. */
  readonly maxWaiting?: number;
}

/**
 * A log file of bounded size: at most `maxBytes` × (`maxOld` + 1). Lines are written in batches and in order; a disk that is full or
 * gone loses lines, is tried again with the next, and never disturbs the app. How many were lost is written when it works again.
 */
export function createRotatingFile(
  path: string,
  { maxBytes = 5_000_000, maxOld = 4, maxWaiting = 10_000 }: RotatingFileOptions = {},
): LogSink {
  let waiting: string[] = [];
  let lost = 0;
  let writing: Promise<void> | null = null;
  let size: number | null = null;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      const told = lost; // more may be lost while these are written
      const notice = { time: new Date().toISOString(), level: "warn", message: `${told} lines were lost.` };
      try {
        await append(told === 0 ? lines : [`${JSON.stringify(notice)}\n`, ...lines]);
        lost -= told;
      } catch {
        lost += lines.length;
        size = null;
      }
    }
    writing = null;
  }

  async function append(lines: readonly string[]): Promise<void> {
    size ??= await sizeOf(path);
    let batch = "";
    let batchBytes = 0;
    for (const line of lines) {
      const bytes = Buffer.byteLength(line);
      if (size + batchBytes + bytes > maxBytes && size + batchBytes > 0) {
        if (batch !== "") await write(batch);
        await rotate();
        [size, batch, batchBytes] = [0, "", 0];
      }
      batch += line;
      batchBytes += bytes;
    }
    await write(batch);
    size += batchBytes;
  }

  const write = (text: string): Promise<void> => appendFile(path, text, { mode: 0o600 });

  async function rotate(): Promise<void> {
    await rm(`${path}.${maxOld}`, { force: true });
    for (let index = maxOld - 1; index >= 1; index--) await renameIfThere(`${path}.${index}`, `${path}.${index + 1}`);
    if (maxOld > 0) await renameIfThere(path, `${path}.1`);
    else await rm(path, { force: true });
  }

  return {
    write(line) {
      if (waiting.length >= maxWaiting) lost++;
      else waiting.push(line);
      writing ??= drain();
    },
    async close() {
      await writing; // draining goes on until nothing waits
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  makeFolder(dirname(path));
  return stat(path).then(
    (info) => info.size,
    () => 0,
  );
}

async function renameIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  });
}
