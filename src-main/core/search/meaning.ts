import type { Embedder } from "../embed/embedder.ts";
import { openEmbedder } from "../embed/open-embedder.ts";
import type { Candidate, KnowledgeReader, SearchFilter } from "../store/knowledge-store.ts";
import type { EmbeddingSpace } from "../store/vector-reads.ts";
import type { SearchInput } from "./search-service.ts";

/** A question as its meaning is looked for. */
export interface MeaningQuery extends Pick<SearchInput, "queryVector"> {
  /** As it was asked, without the query language. */
  readonly text: string;
  readonly tokens: readonly string[];
  readonly filter: SearchFilter;
  readonly limit: number;
}

/** Finds passages by what they mean, in the active space. A query is always embedded with the space it searches. */
export interface Meaning {
  /** Best first; none where there is no space, or the question says nothing to its model. */
  candidates(query: MeaningQuery): Promise<readonly Candidate[]>;
}

/** Opens the embedder of a space; null when it cannot be had here. */
export type OpenEmbedder = (space: EmbeddingSpace, reader: KnowledgeReader) => Promise<Embedder | null>;

/** Without anything pretrained. */
async function builtinEmbedder(space: EmbeddingSpace, reader: KnowledgeReader): Promise<Embedder | null> {
  const model = await reader.readSpaceModel(space.id);
  return model === null ? null : openEmbedder({ kind: "builtin", model });
}

export function createMeaning(reader: KnowledgeReader, embedderOf: OpenEmbedder = builtinEmbedder): Meaning {
  let opened: { readonly id: string; readonly embedder: Embedder | null } | null = null;

  async function vectorOf(space: EmbeddingSpace, { queryVector, tokens, text }: MeaningQuery): Promise<Float32Array | null> {
    if (queryVector?.space === space.id) return queryVector.vector;
    if (opened?.id !== space.id) {
      await opened?.embedder?.close();
      opened = { id: space.id, embedder: await embedderOf(space, reader) };
    }
    return (await opened.embedder?.embedQuery({ tokens, text })) ?? null;
  }

  return {
    async candidates(query) {
      const space = (await reader.listSpaces()).find(({ state }) => state === "active");
      const vector = space === undefined ? null : await vectorOf(space, query);
      if (space === undefined || vector === null) return [];
      const { filter, limit } = query;
      return reader.vectorCandidates({ space: space.id, vector, filter, limit });
    },
  };
}
