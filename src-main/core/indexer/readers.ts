import { createCodeReader } from "../sources/code/code-reader.ts";
import { builtinReaders } from "../sources/registry.ts";
import type { SourceReader } from "../sources/source-reader.ts";

/** All readers in the order they are asked. */
export async function createReaders(parseBudgetMs: number): Promise<readonly SourceReader[]> {
  return builtinReaders(await createCodeReader({ parseBudgetMs }));
}
