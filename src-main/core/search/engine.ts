import type { SearchFacets, SearchResponse, SimilarPlace, SimilarResponse, TextRange } from "../../../src-shared/contract/search.ts";
import { plainText } from "../../../src-shared/query/plain-text.ts";
import type { Embedder } from "../embed/embedder.ts";
import { openEmbedder } from "../embed/open-embedder.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { EmbeddingSpace } from "../store/vector-reads.ts";
import { directHits } from "./direct-hits.ts";
import { countFacets, matchedExpression, type Counting } from "./facets.ts";
import { findHits } from "./find-hits.ts";
import { alone, groupByDocument } from "./group.ts";
import { matchRanges } from "./highlights.ts";
import { planQuery, type QueryPlan } from "./plan.ts";
import { toResults } from "./results.ts";
import type { FacetsInput, SearchInput } from "./search-service.ts";
import { similarDocuments } from "./similar.ts";
import { stillWanted } from "./still-wanted.ts";
import { suggestWords } from "./suggest.ts";
import { createTermCounts } from "./term-counts.ts";

export interface SearchEngine {
  query(input: SearchInput, signal: AbortSignal): Promise<SearchResponse>;
  /** Documents that mean what a passage means. */
  similar(to: SimilarPlace, limit: number): Promise<SimilarResponse>;
  /** The facets alone, of what a search of this text matches. */
  facets(input: FacetsInput, signal: AbortSignal): Promise<SearchFacets>;
  /** Where the query's words match in a text. */
  matches(query: string, text: string): readonly TextRange[];
}

/** A model that serves queries, with the space it belongs to: a query is always embedded with the space it searches. */
export interface ActiveSpace {
  readonly id: string;
  /** Unit length; null when the query says nothing to the model. */
  embedQuery(plan: QueryPlan): Promise<Float32Array | null>;
}

export interface EngineOptions {
  readonly now?: () => Date;
  /** How many passages facets count at once; a search that comes meanwhile waits for them. All of them where it would not have to. */
  readonly countedAtOnce?: number;
  /** Opens the embedder of a space; null when it cannot be had here, and then words alone answer. */
  readonly embedderOf?: (space: EmbeddingSpace, reader: KnowledgeReader) => Promise<Embedder | null>;
}

/** Without anything pretrained. */
async function builtinEmbedder(space: EmbeddingSpace, reader: KnowledgeReader): Promise<Embedder | null> {
  const model = await reader.readSpaceModel(space.id);
  return model === null ? null : openEmbedder({ kind: "builtin", model });
}

/** Search over a reader: parse, candidates from words and meaning, one score, one result a document, and the reasons. */
export function createSearchEngine(reader: KnowledgeReader, options: EngineOptions = {}): SearchEngine {
  const { now = () => new Date(), countedAtOnce = Infinity, embedderOf = builtinEmbedder } = options;
  const termCounts = createTermCounts(reader);
  let opened: { readonly id: string; readonly embedder: Embedder | null } | null = null;

  async function activeSpace({ text, queryVector }: SearchInput): Promise<ActiveSpace | null> {
    const active = (await reader.listSpaces()).find((one) => one.state === "active");
    if (active === undefined) return null;
    if (queryVector?.space === active.id) return { id: active.id, embedQuery: async () => queryVector.vector };
    if (opened?.id !== active.id) {
      await opened?.embedder?.close();
      opened = { id: active.id, embedder: await embedderOf(active, reader) };
    }
    const { embedder } = opened;
    if (embedder === null) return null;
    return { id: active.id, embedQuery: (plan) => embedder.embedQuery({ tokens: [...plan.tokens], text: plainText(text) }) };
  }

  async function suggestionFor(text: string, plan: QueryPlan): Promise<string | null> {
    const suggested = (await suggestWords(reader, plan)).reduce((query, { word, instead }) => query.replace(word, () => instead), text);
    return suggested === text ? null : suggested;
  }

  function planOf(text: string): QueryPlan {
    return planQuery({ text, mode: "lexical", limit: 1, offset: 0, explain: false, facets: false }, [], now());
  }

  const counting = (signal: AbortSignal): Counting => ({ partSize: countedAtOnce, signal });

  return {
    async query(input, signal) {
      const started = performance.now();
      await stillWanted(signal);
      const repositories = await reader.listRepositories();
      const plan = planQuery(input, repositories, now());
      const found = await findHits(reader, plan, input, await activeSpace(input), termCounts, signal);
      await stillWanted(signal);
      const isWhole = input.group !== "passage";
      const ranked = isWhole ? groupByDocument(found.hits, found.ordered ? [] : undefined) : found.hits.map(alone);
      const documents = ranked.slice(0, plan.count ?? Infinity);
      const direct = input.offset === 0 && isWhole ? await directHits(reader, input.text.trim(), repositories) : [];
      const page = [...direct, ...documents.filter((document) => !direct.some((hit) => hit.documentId === document.documentId))].slice(
        input.offset,
        input.offset + input.limit,
      );
      const results = await toResults(reader, page, { plan, repositories, explain: input.explain, offset: input.offset });
      signal.throwIfAborted();
      return {
        query: input.text,
        mode: input.mode,
        results,
        more: documents.length > input.offset + input.limit,
        facets: input.facets ? await countFacets(reader, plan, found.expression, repositories, counting(signal)) : null,
        notes: [...plan.notes, ...found.notes],
        relaxed: found.relaxed,
        suggestion: input.offset === 0 && (found.relaxed || page.length === 0) ? await suggestionFor(input.text, plan) : null,
        tookMs: performance.now() - started,
      };
    },
    async similar(place, limit) {
      const options = { plan: planOf(""), repositories: await reader.listRepositories(), explain: true, offset: 0 };
      const { to, by, documents } = await similarDocuments(reader, place, limit);
      const [own] = to === null ? [] : await toResults(reader, [to], { ...options, explain: false });
      return { to: own ?? null, by, results: await toResults(reader, documents, options) };
    },
    async facets({ text, types }, signal) {
      await stillWanted(signal);
      const repositories = await reader.listRepositories();
      const plan = planQuery({ text, types, mode: "lexical", limit: 1, offset: 0, explain: false, facets: true }, repositories, now());
      return countFacets(reader, plan, await matchedExpression(reader, plan), repositories, counting(signal));
    },
    matches(query, text) {
      return matchRanges(text, planOf(query));
    },
  };
}
