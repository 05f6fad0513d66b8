import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { makeFolder } from "../../make-folder.ts";
import type { ArchivedPart } from "./manifest.ts";

/** Compressed files named by the SHA-256 of what is in them: `<folder>/ab/<hash>.zst`. Any `zstd -d` opens one. */
export interface Blobs {
  /** Stores a stream in bounded memory. The same content twice is one file. */
  write(chunks: AsyncIterable<Uint8Array>): Promise<ArchivedPart>;
  /** @throws VerdigrisError `corrupt` when the bytes are not those that were stored, `not-found` when they are gone. */
  read(part: ArchivedPart): AsyncIterable<Uint8Array>;
  remove(sha256: string): Promise<void>;
  /** Removes what nothing names and nobody wrote lately. Returns the bytes given back. */
  collect(named: ReadonlySet<string>, olderThan: number): Promise<number>;
}

export function createBlobs(folder: string): Blobs {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), `${sha256}.zst`);

  async function* read(part: ArchivedPart): AsyncGenerator<Uint8Array> {
    const path = pathOf(part.sha256);
    const hash = createHash("sha256");
    try {
      const decompressed = createZstdDecompress();
      createReadStream(path)
        .on("error", (error) => decompressed.destroy(error))
        .pipe(decompressed);
      for await (const chunk of decompressed as AsyncIterable<Buffer>) {
        hash.update(chunk);
        yield chunk;
      }
    } catch (cause) {
      const gone = (cause as NodeJS.ErrnoException).code === "ENOENT";
      throw new VerdigrisError(
        gone ? "not-found" : "corrupt",
        `The archived file ${path} ${gone ? "is gone" : "is damaged"}. Restore the archive folder from a backup.`,
        { path },
        { cause },
      );
    }
    if (hash.digest("hex") !== part.sha256) {
      throw new VerdigrisError("corrupt", `The archived file ${path} is damaged. Restore the archive folder from a backup.`, { path });
    }
  }

  return {
    read,
    async write(chunks) {
      makeFolder(folder);
      const temporary = join(folder, `.${randomBytes(8).toString("hex")}.tmp`);
      const hash = createHash("sha256");
      let bytes = 0;
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.byteLength;
          yield chunk;
        }
      }
      try {
        await pipeline(
          Readable.from(counted(), { objectMode: false }),
          createZstdCompress(),
          createWriteStream(temporary, { flags: "wx", mode: 0o600, flush: true }),
        );
        const sha256 = hash.digest("hex");
        const target = pathOf(sha256);
        makeFolder(join(folder, sha256.slice(0, 2)));
        const { size: stored } = await stat(temporary);
        await rename(temporary, target);
        return { sha256, bytes, stored };
      } finally {
        await rm(temporary, { force: true });
      }
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async collect(named, olderThan) {
      let freed = 0;
      for (const group of await readdir(folder).catch(() => [])) {
        const inGroup = /^[0-9a-f]{2}$/.test(group) ? await readdir(join(folder, group)).catch(() => []) : [];
        const names = group.endsWith(".tmp")
          ? [group]
          : inGroup.filter((name) => !named.has(name.replace(/\.zst$/, ""))).map((name) => join(group, name));
        for (const name of names) {
          const found = await stat(join(folder, name)).catch(() => null);
          if (found === null || found.mtimeMs > olderThan) continue;
          await rm(join(folder, name), { force: true });
          freed += found.size;
        }
      }
      return freed;
    },
  };
}
