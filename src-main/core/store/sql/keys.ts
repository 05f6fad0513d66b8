import { hash } from "node:crypto";

/** First 52 bits of a SHA-256 over the parts: an integer that JavaScript holds exactly. Lengths keep the parts from running into each other. */
export function hash52(...parts: readonly string[]): number {
  const digest = hash("sha256", parts.map((part) => `${part.length}:${part}`).join(""), "buffer");
  return digest.readUIntBE(0, 6) * 16 + (digest.readUInt8(6) >> 4);
}

let lastRepository = { id: "", key: hash52("repository", "") };

/** The integer that stands for a repository in every row of it. Asked for with each row: mostly the same. */
export function repositoryKey(id: string): number {
  if (lastRepository.id !== id) lastRepository = { id, key: hash52("repository", id) };
  return lastRepository.key;
}

/** Name of a space's vector table without its prefix; letters and digits only, whatever the space is called. */
export function spaceSlot(id: string): string {
  return hash52("embedding-space", id).toString(36);
}

/** End of the range of strings that start with `prefix`: `x >= prefix AND x < prefixEnd(prefix)` uses an index. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
