import { createCodeReader } from "../sources/code/code-reader.ts";
import { builtinReaders } from "../sources/registry.ts";
import type { SourceReader } from "../sources/source-reader.ts";

/**
 * Raised whenever any reader, the analyser or the token layout would give something else for the same file: files indexed
 * under an older number are read again at the next run.
 */
export const READERS_VERSION = 5;

/** All readers in the order they are asked. */
export async function createReaders(parseBudgetMs: number): Promise<readonly SourceReader[]> {
  return builtinReaders(await createCodeReader({ parseBudgetMs }));
}
