import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { copyLibrary } from "../copy-library.ts";
import type { KnowledgeReader } from "../knowledge-store.ts";
import { openLocalStore } from "./open-local.ts";

/** A backup of a database that has no file here: a new libSQL file with the same library. */
export async function copyToFile(source: KnowledgeReader, target: string): Promise<void> {
  const copy = await openLocalStore(target, dirname(target));
  try {
    const { differences } = await copyLibrary(source, copy);
    if (differences.length > 0)
      throw new VerdigrisError("conflict", `The backup is not complete: ${differences.join("; ")}. Try again.`, { path: target });
  } catch (error) {
    await copy.close();
    rmSync(target, { force: true });
    throw error;
  }
  await copy.close();
}
