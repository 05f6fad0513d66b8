import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** A real project's prose, beside the checkout where there is one; tests that read it are skipped where there is none. */
export const CORPUS = resolve(import.meta.dirname, "../../../../shared/corpus/patina");
export const hasCorpus = existsSync(join(CORPUS, "layer/sessions"));

export interface CorpusFile {
  /** Relative to the corpus, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** All Markdown below a folder of the corpus, by path. */
export function corpusFiles(folder: string): CorpusFile[] {
  const root = join(CORPUS, folder);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({ path: relative(CORPUS, file).replaceAll("\\", "/"), text: readFileSync(file, "utf8") }));
}

/** How often each key occurs. */
export function tally<T>(items: Iterable<T>, key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

export function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
