import { createHash } from "node:crypto";

/** First 52 bits of a SHA-256 over the parts: an integer that JavaScript holds exactly. Lengths keep the parts from running into each other. */
export function hash52(...parts: readonly string[]): number {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  const digest = hash.digest();
  return digest.readUIntBE(0, 6) * 16 + (digest.readUInt8(6) >> 4);
}

/** The integer that stands for a repository in every row of it. */
export function repositoryKey(id: string): number {
  return hash52("repository", id);
}

/** Name of a space's vector table without its prefix; letters and digits only, whatever the space is called. */
export function spaceSlot(id: string): string {
  return hash52("embedding-space", id).toString(36);
}

/** End of the range of strings that start with `prefix`: `x >= prefix AND x < prefixEnd(prefix)` uses an index. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
