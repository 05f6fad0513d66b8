import type { DocumentPlace, KnowledgeReader, PassageTokens } from "../store/knowledge-store.ts";

/** About 16 MB of strings, and a few more. */
const MOST_TOKEN_CHARACTERS = 12_000_000;
const MOST_PLACES = 20_000;

/**
 * A reader that keeps what a search reads of its candidates, by id, until the library changes: the next letter typed finds most of the
 * same ones. For a reader that answers at once, whose `dataVersion` costs nothing.
 */
export function keepingReads(reader: KnowledgeReader): KnowledgeReader {
  const places = createKept<DocumentPlace>(MOST_PLACES, () => 1);
  const tokens = createKept<{ readonly id: number; readonly tokens: PassageTokens }>(
    MOST_TOKEN_CHARACTERS,
    ({ tokens: { title, symbol, path, text } }) => title.length + symbol.length + path.length + text.length,
  );
  let version: number | null = null;

  /** Before anything is read: what changes after that is noticed the next time. */
  async function refresh(): Promise<void> {
    const current = await reader.dataVersion();
    if (current === version) return;
    version = current;
    places.clear();
    tokens.clear();
  }

  return {
    ...reader,
    async documentPlaces(ids) {
      await refresh();
      return places.read(ids, (missing) => reader.documentPlaces(missing));
    },
    async readTokens(ids) {
      await refresh();
      return tokens.read(ids, (missing) => reader.readTokens(missing));
    },
  };
}

interface Kept<T> {
  /** In the order of the ids; what is not there is left out. */
  read(ids: readonly number[], readMissing: (ids: readonly number[]) => readonly T[] | Promise<readonly T[]>): Promise<readonly T[]>;
  clear(): void;
}

/** Emptied when full, which costs less than keeping order. */
function createKept<T extends { readonly id: number }>(most: number, sizeOf: (one: T) => number): Kept<T> {
  let kept = new Map<number, T>();
  let size = 0;

  function clear(): void {
    kept = new Map();
    size = 0;
  }
  return {
    async read(ids, readMissing) {
      if (size > most) clear();
      // What is cleared meanwhile stays so: another question may have noticed a change since.
      const own = kept;
      const missing = ids.filter((id) => !own.has(id));
      for (const one of missing.length === 0 ? [] : await readMissing(missing)) {
        own.set(one.id, one);
        size += sizeOf(one);
      }
      return ids.map((id) => own.get(id)).filter((one) => one !== undefined);
    },
    clear,
  };
}
