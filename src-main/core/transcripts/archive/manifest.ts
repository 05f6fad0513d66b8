import { z } from "zod";
import { ASSISTANTS } from "../../../../src-shared/domain/index.ts";

/** A stretch of a file's bytes, in a file of its own that their hash names. */
const part = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number(), stored: z.number() });

const file = z.object({
  name: z.string().min(1).max(500),
  /** Of all its bytes. */
  sha256: z.string(),
  bytes: z.number(),
  parts: z.array(part),
  /** What it looked like when it was archived: while it still does, it is not opened. */
  seen: z.object({ bytes: z.number(), mtimeMs: z.number() }),
});

const session = z.object({
  ownId: z.string().min(1),
  title: z.string(),
  agent: z.string(),
  cwd: z.string().nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  turns: z.number(),
  firstRecord: z.string().nullable(),
  commits: z.array(z.string()),
});

const place = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("inside"), root: z.string() }),
  z.object({ kind: z.literal("encoded"), name: z.string() }),
  z.object({ kind: z.literal("hash"), algorithm: z.enum(["sha256", "md5"]), digest: z.string() }),
]);

/**
 * What the archive knows of a transcript: its files, and what a reader made of them. Kept beside the bytes, not in a database, so that the archive
 * is whole by itself.
 */
export const manifestSchema = z.object({
  format: z.literal(1),
  assistant: z.enum(ASSISTANTS),
  key: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/),
  /** Where the main file lay. */
  origin: z.string(),
  place: place.nullable(),
  firstSeenAt: z.string(),
  updatedAt: z.string(),
  files: z.array(file),
  /** Versions that held what a later one did not: the file had been rewritten shorter. */
  earlier: z.array(z.object({ at: z.string(), files: z.array(file) })),
  readerVersion: z.number(),
  sessions: z.array(session),
  /** Why there is no session in it. */
  problem: z.string().nullable(),
  /** Erased by the user: its bytes are gone, and it is not archived again. */
  erasedAt: z.string().nullable(),
});

export type Manifest = z.output<typeof manifestSchema>;
export type ArchivedFile = z.output<typeof file>;
export type ArchivedPart = z.output<typeof part>;
export type ArchivedSession = z.output<typeof session>;

/** Identity of a transcript's content. */
export function contentOf(manifest: Manifest): string {
  return manifest.files.map((one) => `${one.name}:${one.sha256}`).join("\n");
}

export function partsOf(manifest: Manifest): readonly ArchivedPart[] {
  return [...manifest.files, ...manifest.earlier.flatMap((version) => version.files)].flatMap((one) => one.parts);
}
