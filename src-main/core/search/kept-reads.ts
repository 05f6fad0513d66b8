import { createDocumentStamps, MOST_CHANGED, type DocumentStamps, type Stamped } from "../store/document-stamps.ts";
import type { DocumentPlace, KnowledgeReader, PassageTokens } from "../store/knowledge-store.ts";

/** Some megabytes of strings: the candidates of the last dozen letters. */
const MOST_TOKEN_CHARACTERS = 4_000_000;
const MOST_PLACES = 20_000;

/**
 * A reader that keeps what a search reads of its candidates, by id, until its document changes: the next letter typed finds most of the
 * same ones. For a reader that answers at once, whose `dataVersion` costs nothing.
 */
export function keepingReads(reader: KnowledgeReader): KnowledgeReader {
  const stamps = createDocumentStamps();
  const places = createKept<DocumentPlace>(MOST_PLACES, stamps, {
    documentOf: ({ id }) => id,
    sizeOf: () => 1,
  });
  const tokens = createKept<{ readonly id: number; readonly documentId: number; readonly tokens: PassageTokens }>(
    MOST_TOKEN_CHARACTERS,
    stamps,
    {
      documentOf: ({ documentId }) => documentId,
      sizeOf: ({ tokens: { title, symbol, path, text } }) => title.length + symbol.length + path.length + text.length,
    },
  );
  let version: number | null = null;

  /** Before anything is read: what changes after that is noticed the next time. */
  async function refresh(): Promise<void> {
    const current = await reader.dataVersion();
    if (current === version) return;
    stamps.take(await reader.documentChanges(stamps.mark(), MOST_CHANGED));
    version = current;
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
}

interface KeptKind<T> {
  readonly documentOf: (one: T) => number;
  readonly sizeOf: (one: T) => number;
}

/** Emptied when full, which costs less than keeping order. */
function createKept<T extends { readonly id: number }>(most: number, stamps: DocumentStamps, { documentOf, sizeOf }: KeptKind<T>): Kept<T> {
  const kept = new Map<number, Stamped & { readonly one: T }>();
  let size = 0;

  function current(id: number): T | undefined {
    const known = kept.get(id);
    return known !== undefined && stamps.holds(known) ? known.one : undefined;
  }

  function drop(id: number): void {
    const known = kept.get(id);
    if (known !== undefined) size -= sizeOf(known.one);
    kept.delete(id);
  }

  return {
    async read(ids, readMissing) {
      if (size > most) {
        kept.clear();
        size = 0;
      }
      const found = ids.map(current);
      const missing = ids.filter((_, index) => found[index] === undefined);
      if (missing.length === 0) return found.filter((one) => one !== undefined);
      // What changes while it is read is noticed the next time.
      const at = stamps.now();
      const read = new Map((await readMissing(missing)).map((one) => [one.id, one]));
      for (const one of read.values()) {
        drop(one.id);
        kept.set(one.id, { one, documentId: documentOf(one), at });
        size += sizeOf(one);
      }
      return ids.map((id, index) => found[index] ?? read.get(id)).filter((one) => one !== undefined);
    },
  };
}
