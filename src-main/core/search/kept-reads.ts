import { createDocumentStamps, MOST_CHANGED } from "../store/document-stamps.ts";
import { createKeptRows } from "../store/kept-rows.ts";
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
  const places = createKeptRows<DocumentPlace>(stamps, {
    idOf: ({ id }) => id,
    documentOf: ({ id }) => id,
    sizeOf: () => 1,
    most: MOST_PLACES,
  });
  const tokens = createKeptRows<{ readonly id: number; readonly documentId: number; readonly tokens: PassageTokens }>(stamps, {
    idOf: ({ id }) => id,
    documentOf: ({ documentId }) => documentId,
    sizeOf: ({ tokens: { title, symbol, path, text } }) => title.length + symbol.length + path.length + text.length,
    most: MOST_TOKEN_CHARACTERS,
  });
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
      const { missing, whole } = places.ask(ids);
      return whole(missing.length === 0 ? [] : await reader.documentPlaces(missing));
    },
    async readTokens(ids) {
      await refresh();
      const { missing, whole } = tokens.ask(ids);
      return whole(missing.length === 0 ? [] : await reader.readTokens(missing));
    },
  };
}
