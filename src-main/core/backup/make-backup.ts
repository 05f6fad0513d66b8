import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { copyFile, mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { BackupSummary } from "../../../src-shared/contract/host.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CoreContext } from "../core-context.ts";
import { DESCRIPTION, filesIn, hashOf, verifyBackup, type BackupDescription, type BackupFile } from "./description.ts";
import { summarise } from "./summary.ts";

/** What a backup holds: the databases as consistent copies, the archive of transcripts, and the settings for the record. */
export const PARTS = { knowledge: "knowledge.db", machine: "machine.db", archive: "archive", settings: "config.toml" } as const;

/**
 * Copies everything that cannot be made again into a new folder, also while it is in use, and reads the copy back. The folder gets its name when it is whole.
 * Throws `invalid-input`, `conflict` when there is something of that name, `no-space`, `corrupt`, `cancelled`.
 */
export async function makeBackup(context: CoreContext, target: string, signal: AbortSignal): Promise<BackupSummary> {
  if (!isAbsolute(target)) throw new VerdigrisError("invalid-input", `"${target}" is not an absolute path.`, { path: target });
  if ((await stat(target).catch(() => null)) !== null)
    throw new VerdigrisError("conflict", `${target} exists already. Choose another name, or move that away.`, { path: target });
  const { paths, store, machine } = context;
  const folder = `${target}.part`;
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await store.backup(join(folder, PARTS.knowledge));
    await machine.backup(join(folder, PARTS.machine));
    await copyFile(paths.config, join(folder, PARTS.settings)).catch(ignoreMissing);
    const files: BackupFile[] = [];
    for (const path of await filesIn(paths.archive)) {
      signal.throwIfAborted();
      // What is being written has a name of its own until it is whole.
      if (path.split("/").some((part) => part.startsWith("."))) continue;
      const copy = join(folder, PARTS.archive, path);
      await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
      const copied = await copyHashed(join(paths.archive, path), copy);
      if (copied !== null) files.push({ path: `${PARTS.archive}/${path}`, ...copied });
    }
    for (const path of [PARTS.knowledge, PARTS.machine, PARTS.settings]) {
      const found = await hashOf(join(folder, path));
      if (found !== null) files.push({ path, ...found });
    }
    const description: BackupDescription = { format: 1, version: context.version, createdAt: new Date().toISOString(), files };
    await writeFile(join(folder, DESCRIPTION), `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
    const verified = await verifyBackup(folder, signal);
    await rename(folder, target);
    return summarise(target, verified);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    if (cause instanceof VerdigrisError) throw cause;
    signal.throwIfAborted();
    throw new VerdigrisError(
      "no-space",
      `The backup ${target} could not be written. Nothing was changed. Check the space and the permissions there.`,
      { path: target },
      { cause },
    );
  }
}

/** Copies a file. Its hash is of what was read, so that reading the copy back proves it. Null for a transcript erased meanwhile. */
async function copyHashed(from: string, to: string): Promise<Omit<BackupFile, "path"> | null> {
  const hash = createHash("sha256");
  let bytes = 0;
  const source = await open(from).catch(ignoreMissing);
  if (source === undefined) return null;
  await pipeline(
    source.createReadStream(),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.byteLength;
        yield chunk;
      }
    },
    createWriteStream(to, { mode: 0o600 }),
  );
  return { bytes, sha256: hash.digest("hex") };
}

/** For what may be gone: a transcript erased meanwhile, settings that were never written, a file of a damaged backup. */
export function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}
