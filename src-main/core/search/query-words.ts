import { analyse } from "../analysis/analyser.ts";
import { keptByPath } from "./kept-by-path.ts";
import type { PlannedWord } from "./plan.ts";
import { createTokenFinder, type TokenFinder } from "./token-finder.ts";

/** The words of a query as looked for in token streams. Each counts once, however many tokens it has: `json-rpc` is one word. */
export interface QueryWords {
  /** Token → number of its word, from 0. */
  readonly wordOf: ReadonlyMap<string, number>;
  readonly count: number;
  readonly find: TokenFinder;
}

export function queryWords(words: readonly PlannedWord[]): QueryWords {
  const wordOf = new Map<string, number>();
  words.forEach((word, index) => {
    for (const token of word.tokens) if (!wordOf.has(token)) wordOf.set(token, index);
  });
  return { wordOf, count: words.length, find: createTokenFinder(wordOf.keys()) };
}

/** How well a name says what the query asks for, 0…1: the share of the query that the name holds, times the share of the name that the query holds. */
export function nameMatch(words: QueryWords, name: readonly string[]): number {
  // Most names hold nothing that was asked for: told before anything is counted.
  if (words.count === 0 || !name.some((token) => words.wordOf.has(token))) return 0;
  const own = new Set(name);
  const held = new Set<number>();
  let asked = 0;
  for (const token of own) {
    const word = words.wordOf.get(token);
    if (word === undefined) continue;
    held.add(word);
    asked++;
  }
  return (held.size / words.count) * (asked / own.size);
}

/** Names that say where a file stands and not what is in it. */
const EVERYWHERE: ReadonlySet<string> = new Set(["mod", "index", "lib", "main", "init", "readme", "internal", "spec"]);
const DEEPEST = 3;

/** The names a path may be known by, each with one folder more: `server`, `mcp server`, `src mcp server` for `src/mcp/server.rs`. */
export const pathNames = keptByPath((path): readonly (readonly string[])[] => {
  const parts = path.replace(/\.[^./]*$/, "").split("/");
  if (EVERYWHERE.has((parts.at(-1) ?? "").toLowerCase())) parts.pop();
  const names: string[][] = [];
  for (let depth = 1; depth <= Math.min(DEEPEST, parts.length); depth++) names.push(parts.slice(-depth).flatMap((part) => analyse(part)));
  // Copied to their size: an array that grew holds room for sixteen.
  return names.map((name) => name.slice());
});

export function isNameEverywhere(path: string): boolean {
  const file = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  return EVERYWHERE.has(file.toLowerCase());
}

/** Tokens apart that still count as together. */
const WINDOW = 24;

/**
 * How closely the query's words stand together, 0…1: of the densest window the share of the words in it, weighed by how little
 * stands between them. 1 when all of them are one run.
 *
 * @param stream tokens separated by single spaces
 */
export function windowMatch(words: QueryWords, stream: string): number {
  if (words.count < 2) return 0;
  const at: number[] = [];
  const word: number[] = [];
  words.find(stream, (token, place) => {
    const found = words.wordOf.get(token) ?? MOST_WORDS;
    if (found >= MOST_WORDS) return;
    at.push(place);
    word.push(found);
  });
  let best = 0;
  for (let first = 0; first < at.length; first++) {
    let seen = 0;
    let held = 0;
    for (let next = first; next < at.length; next++) {
      const span = (at[next] ?? 0) - (at[first] ?? 0) + 1;
      if (span > WINDOW) break;
      const bit = 1 << (word[next] ?? 0);
      if ((seen & bit) !== 0) continue;
      seen |= bit;
      held++;
      if (held > 1) best = Math.max(best, (held / words.count) * (0.5 + 0.5 * Math.min(1, held / span)));
    }
  }
  return best;
}

/** Words that are told apart in a window: as many as an integer has bits. */
const MOST_WORDS = 31;

/** Whether a path is of a test, by the customs of most languages. */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:tests?|__tests__|specs?)\/|[._-](?:test|tests|spec)\.[^./]+$|(?:^|\/)test_[^/]+$/i.test(path);
}
