import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Assistant } from "../../../../src-shared/domain/index.ts";
import { writeFileAtomic } from "../../config/write-file-atomic.ts";
import { makeFolder } from "../../make-folder.ts";
import { maskSecrets } from "../../secrets/mask-secrets.ts";
import { readTranscript } from "../registry.ts";
import type { ParsedTranscript, TranscriptReader, TranscriptRef, TranscriptSource } from "../transcript-reader.ts";
import { createBlobs } from "./blobs.ts";
import { contentOf, manifestSchema, partsOf, type ArchivedFile, type ArchivedSession, type Manifest } from "./manifest.ts";
import { storeFile } from "./store-file.ts";

/** Written by another process of ours lately: not to be taken away under it. */
const GRACE_MS = 24 * 3600 * 1000;
const MAX_COMMITS = 50;

/**
 * Transcripts kept for good: `blobs/` holds their bytes as they were, compressed and named by their hash, `manifests/` what they are. Plain files, because
 * they are this machine's alone whatever the storage backend, a backup of the folder copies only what is new, a damaged file costs one transcript, and
 * the archive can be read without Verdigris.
 */
export interface Archive {
  list(): Promise<readonly Manifest[]>;
  /** Those that were not erased. */
  held(): Promise<readonly Manifest[]>;
  read(assistant: Assistant, key: string): Promise<Manifest | null>;
  /** Archives a transcript as it is now, reads it for what it says of itself, and notes both. */
  store(reader: TranscriptReader, ref: TranscriptRef, before: Manifest | null): Promise<Manifest>;
  source(manifest: Manifest): TranscriptSource;
  /** Removes a transcript's bytes and remembers that it is not wanted. */
  erase(manifest: Manifest): Promise<Manifest>;
  /** Removes bytes that no transcript names any more. */
  collect(): Promise<number>;
}

export function openArchive(folder: string): Archive {
  const blobs = createBlobs(join(folder, "blobs"));
  const pathOf = (assistant: Assistant, key: string): string => join(folder, "manifests", assistant, `${key}.json`);

  async function write(manifest: Manifest): Promise<Manifest> {
    makeFolder(join(folder, "manifests", manifest.assistant));
    await writeFileAtomic(pathOf(manifest.assistant, manifest.key), `${JSON.stringify(manifest)}\n`);
    return manifest;
  }
  async function readManifest(path: string): Promise<Manifest | null> {
    try {
      return manifestSchema.parse(JSON.parse(await readFile(path, "utf8")));
    } catch {
      return null; // Torn or of a later version: left as it is.
    }
  }
  function source(manifest: Manifest): TranscriptSource {
    return {
      key: manifest.key,
      files: manifest.files.map((file) => file.name),
      async *open(name) {
        for (const part of manifest.files.find((file) => file.name === name)?.parts ?? []) yield* blobs.read(part);
      },
    };
  }

  async function list(): Promise<Manifest[]> {
    const root = join(folder, "manifests");
    const manifests: Manifest[] = [];
    for (const assistant of await readdir(root).catch(() => [])) {
      const names = (await readdir(join(root, assistant)).catch(() => []))
        .filter((name) => name.endsWith(".json") && !name.startsWith("."))
        .sort();
      const read = await Promise.all(names.map((name) => readManifest(join(root, assistant, name))));
      manifests.push(...read.filter((one) => one !== null));
    }
    return manifests;
  }

  return {
    list,
    held: async () => (await list()).filter((manifest) => manifest.erasedAt === null),
    source,
    read: (assistant, key) => readManifest(pathOf(assistant, key)),
    async store(reader, ref, before) {
      const now = new Date().toISOString();
      const files: ArchivedFile[] = [];
      for (const file of ref.files) {
        const old = before?.files.find((one) => one.name === file.name) ?? null;
        files.push(await storeFile(blobs, file, () => reader.open(ref, file), old));
      }
      // A spilled output or a sub-agent's file that its assistant removed stays.
      for (const old of before?.files ?? []) if (!files.some((one) => one.name === old.name)) files.push(old);
      const kept: Manifest = {
        format: 1,
        assistant: ref.assistant,
        key: ref.key,
        origin: ref.files[0]?.path ?? "",
        place: ref.place,
        firstSeenAt: before?.firstSeenAt ?? now,
        updatedAt: now,
        files,
        earlier: [...(before?.earlier ?? []), ...shortened(before, files)],
        readerVersion: reader.version,
        sessions: before?.sessions ?? [],
        problem: before?.problem ?? null,
        erasedAt: null,
      };
      if (before !== null && contentOf(before) === contentOf(kept) && before.readerVersion === reader.version) return write(kept);
      const reading = await readTranscript(reader, source(kept));
      // Half rewritten, most likely: what was readable stays until it is readable again.
      if (!reading.ok && before !== null && before.sessions.length > 0) {
        const seen = new Map(files.map((file) => [file.name, file.seen]));
        const held = before.files.map((file) => ({ ...file, seen: seen.get(file.name) ?? file.seen }));
        return write({ ...before, files: held, problem: reading.message });
      }
      const sessions = reading.ok ? reading.sessions.map(sessionOf) : [];
      return write({ ...kept, sessions, problem: reading.ok ? null : reading.message });
    },
    async erase(manifest) {
      const erased = await write({ ...manifest, files: [], earlier: [], sessions: [], problem: null, erasedAt: new Date().toISOString() });
      const others = new Set((await list()).flatMap(partsOf).map((part) => part.sha256));
      for (const { sha256 } of partsOf(manifest)) {
        if (!others.has(sha256)) await blobs.remove(sha256);
      }
      return erased;
    },
    async collect() {
      const named = new Set((await list()).flatMap(partsOf).map((part) => part.sha256));
      return blobs.collect(named, Date.now() - GRACE_MS);
    },
  };
}

/** The version before, when its main file is shorter now: something in it is gone. */
function shortened(before: Manifest | null, files: readonly ArchivedFile[]): Manifest["earlier"] {
  const [old, main] = [before?.files[0], files[0]];
  if (before === null || old === undefined || main === undefined || main.sha256 === old.sha256 || main.bytes >= old.bytes) return [];
  return [{ at: before.updatedAt, files: [old] }];
}

function sessionOf(parsed: ParsedTranscript): ArchivedSession {
  return {
    ownId: parsed.ownId,
    title: maskSecrets(parsed.title).text,
    agent: parsed.agent,
    cwd: parsed.cwd,
    startedAt: parsed.startedAt,
    endedAt: parsed.endedAt,
    turns: parsed.turns.length,
    firstRecord: parsed.firstRecord,
    commits: parsed.commits.slice(0, MAX_COMMITS).map((commit) => commit.hash),
  };
}
