import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";

/** In a backup's folder, written last: a folder without it is no whole backup. */
export const DESCRIPTION = "backup.json";

/** Names stay inside the folder: no `..`, nothing absolute, no backslash. */
const name = z.string().regex(/^(?!\.\.?(?:\/|$))[A-Za-z0-9._-]+(?:\/(?!\.\.?(?:\/|$))[A-Za-z0-9._-]+)*$/);

const schema = z.object({
  format: z.literal(1),
  version: z.string(),
  createdAt: z.string(),
  /** Every file below the folder, with `/`; hashes are of the bytes as they lie there. */
  files: z.array(z.object({ path: name, bytes: z.number(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

export type BackupDescription = z.output<typeof schema>;
export type BackupFile = BackupDescription["files"][number];

/** Reads a backup's description and every file it names. Throws `not-found` for a folder that is no backup, `corrupt` for what is not as it was written. */
export async function verifyBackup(folder: string, signal?: AbortSignal): Promise<BackupDescription> {
  const description = await readDescription(folder);
  await verifyFiles(folder, description, signal);
  return description;
}

/** Throws `not-found` for a folder that is no backup, `corrupt` for a description that cannot be read. */
export async function readDescription(folder: string): Promise<BackupDescription> {
  const text = await readFile(join(folder, DESCRIPTION), "utf8").catch(() => null);
  if (text === null)
    throw new VerdigrisError(
      "not-found",
      `${folder} is no backup: it has no ${DESCRIPTION}. Choose the folder that a backup was made into.`,
      {
        path: folder,
      },
    );
  return parse(text, folder);
}

/** Reads every file of a backup, or of a copy of it. Throws `corrupt` for the first that is not as it was written. */
export async function verifyFiles(folder: string, description: BackupDescription, signal?: AbortSignal): Promise<void> {
  for (const file of description.files) {
    signal?.throwIfAborted();
    const found = await hashOf(join(folder, file.path));
    if (found?.sha256 !== file.sha256)
      throw new VerdigrisError(
        "corrupt",
        `${join(folder, file.path)} is ${found === null ? "gone" : "damaged"}. Nothing was changed here. Use another backup.`,
        { path: file.path },
      );
  }
}

function parse(text: string, folder: string): BackupDescription {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new VerdigrisError(
      "corrupt",
      `${join(folder, DESCRIPTION)} cannot be read: it is damaged, or of a newer version. Nothing was changed here.`,
      { path: folder },
      { cause },
    );
  }
}

/** All files below a folder, by their paths with `/`. Links are not followed. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** Null when there is no such file. */
export async function hashOf(path: string): Promise<Omit<BackupFile, "path"> | null> {
  if ((await stat(path).catch(() => null)) === null) return null;
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
}
