import type { SearchFacets, SearchResponse, SimilarPlace, SimilarResponse, TextRange } from "../../../src-shared/contract/search.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import { directHits } from "./direct-hits.ts";
import { awaitedLater, type Beside } from "./beside.ts";
import { countFacets, matchedExpression, type Counting } from "./facets.ts";
import { findHits } from "./find-hits.ts";
import { alone, groupByDocument } from "./group.ts";
import { matchRanges } from "./highlights.ts";
import { createMeaning, type Meaning } from "./meaning.ts";
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

export interface EngineOptions {
  readonly now?: () => Date;
  /** How many passages facets count at once; a search that comes meanwhile waits for them. All of them where it would not have to. */
  readonly countedAtOnce?: number;
  /** Finds by meaning; with nothing pretrained when not given. */
  readonly meaning?: Meaning;
  /** Another thread that does a part of each search meanwhile, all of its meaning. */
  readonly beside?: Beside;
}

/** Search over a reader: parse, candidates from words and meaning, one score, one result a document, and the reasons. */
export function createSearchEngine(reader: KnowledgeReader, options: EngineOptions = {}): SearchEngine {
  const { now = () => new Date(), countedAtOnce = Infinity, beside = null } = options;
  const meaning = beside?.meaning ?? options.meaning ?? createMeaning(reader);
  /** For what a search can go on without for a while. */
  const aside = beside?.reader ?? reader;
  const termCounts = createTermCounts(reader);

  async function suggestionFor(text: string, plan: QueryPlan): Promise<string | null> {
    const suggested = (await suggestWords(aside, plan)).reduce((query, { word, instead }) => query.replace(word, () => instead), text);
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
      const isWhole = input.group !== "passage";
      const isFirst = input.offset === 0;
      const directly = awaitedLater(isFirst && isWhole ? directHits(aside, input.text.trim(), repositories) : Promise.resolve([]));
      let suggested: Promise<string | null> | null = null;
      const suggest = (): Promise<string | null> => (suggested ??= awaitedLater(suggestionFor(input.text, plan)));
      // Elsewhere it is looked for while this thread scores; here it would only delay that.
      const onRelaxed = beside !== null && isFirst ? suggest : null;
      const found = await findHits({ reader, beside, meaning, termCounts, onRelaxed }, plan, input, signal);
      await stillWanted(signal);
      const ranked = isWhole ? groupByDocument(found.hits, found.ordered ? [] : undefined) : found.hits.map(alone);
      const documents = ranked.slice(0, plan.count ?? Infinity);
      const direct = await directly;
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
        suggestion: isFirst && (found.relaxed || page.length === 0) ? await suggest() : null,
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
