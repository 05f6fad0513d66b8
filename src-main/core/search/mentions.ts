import { analyse } from "../analysis/analyser.ts";
import { keptByPath } from "./kept-by-path.ts";
import { isNameEverywhere } from "./query-words.ts";
import { createTokenFinder } from "./token-finder.ts";

/** A file among the candidates. */
export interface MentionedFile {
  readonly documentId: number;
  readonly path: string;
}

/** A passage that matches the query and may name files. */
export interface MentioningPassage {
  readonly documentId: number;
  /** Of its words, as a share of the best. */
  readonly score: number;
  /** Tokens separated by single spaces. */
  readonly stream: string;
}

interface FileKey {
  readonly documentId: number;
  /** The token of the whole file name. */
  readonly name: string;
  readonly generic: boolean;
  /** Tokens of the folders, each folder's in order. */
  readonly folders: readonly string[];
}

/**
 * What notes, decisions and commits that match the query say about files: which they name, weighed by how well they match. People
 * write down why and where; a file that several of them name is about what was asked, even where its own words differ. A name that
 * fits several files, or one that is everywhere (`mod.rs`), counts only with enough of its folders before it.
 *
 * @returns document id → 0…1, the most named file 1
 */
export function mentions(passages: readonly MentioningPassage[], files: readonly MentionedFile[]): Map<number, number> {
  const byName = new Map<string, FileKey[]>();
  for (const file of files) {
    const key = fileKey(file);
    if (key !== null) byName.set(key.name, [...(byName.get(key.name) ?? []), key]);
  }
  const weights = new Map<number, number>();
  if (byName.size === 0) return weights;
  const find = createTokenFinder(byName.keys());
  for (const { documentId: own, score, stream } of passages) {
    const named = new Set<number>();
    find(stream, (name, _, start) => {
      const found = fileNamedAt(byName.get(name) ?? [], stream.slice(0, start).trimEnd().split(" "));
      if (found !== null && found !== own) named.add(found);
    });
    // A passage that lists many files says little of each.
    for (const file of named) weights.set(file, (weights.get(file) ?? 0) + score / Math.log2(1 + named.size));
  }
  const most = Math.max(...weights.values(), 1e-9);
  return new Map([...weights].map(([file, weight]) => [file, weight / most]));
}

/** @param before the tokens before the name */
function fileNamedAt(keys: readonly FileKey[], before: readonly string[]): number | null {
  let best: FileKey | null = null;
  let depth = -1;
  let tied = false;
  for (const key of keys) {
    let same = 0;
    while (same < key.folders.length && same < before.length && key.folders.at(-1 - same) === before.at(-1 - same)) same++;
    if (same > depth) [best, depth, tied] = [key, same, false];
    else if (same === depth) tied = true;
  }
  return best === null || tied || (best.generic && depth === 0) ? null : best.documentId;
}

const keyOf = keptByPath((path): Omit<FileKey, "documentId"> | null => {
  const parts = path.split("/");
  const name = analyse(parts.pop() ?? "")[0];
  return name === undefined ? null : { name, generic: isNameEverywhere(path), folders: parts.flatMap((part) => analyse(part)).slice() };
});

function fileKey({ documentId, path }: MentionedFile): FileKey | null {
  const key = keyOf(path);
  return key === null ? null : { documentId, ...key };
}
