import { join } from "node:path";
import type { Contract, Handlers } from "../../../src-shared/rpc/contract.ts";
import { mergeContracts } from "../../../src-shared/rpc/contract.ts";
import { queryEmbedder } from "../embed/query-embedder.ts";
import { createLedger } from "../ledger/ledger.ts";
import { ledgerService } from "../ledger/ledger-service.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import { lazily } from "../store/service.ts";
import { readerService } from "../store/services.ts";
import { createVectorSearch } from "../vectors/vector-search.ts";
import { createSearchEngine, type EngineOptions } from "./engine.ts";
import { createMeaning } from "./meaning.ts";
import { searchServiceContract, type SearchServiceContract } from "./search-service.ts";

export interface SearchPlaces {
  /** Where an index may be kept that can be made again. */
  readonly cacheDir: string;
  /** Pretrained embedding models. */
  readonly modelsDir: string;
}

/** What the reader offers, as a contract with its handlers: the store's reads, the search engine, the ledger. */
export function createSearchService(
  openReader: () => KnowledgeReader,
  places: () => SearchPlaces,
  { countedAtOnce }: Pick<EngineOptions, "countedAtOnce"> = {},
): { contract: Contract; handlers: object } {
  const reader = lazily(openReader);
  const vectors = lazily(() =>
    createVectorSearch(reader(), {
      file: (space) => join(places().cacheDir, `vectors-${space.replace(/[^A-Za-z0-9-]/g, "_")}.bin`),
      onProblem: (error) => console.warn("Vectors could not be held in memory.", error),
    }),
  );
  /** The store's reads, but vectors are searched in memory. */
  const searched = lazily((): KnowledgeReader => ({ ...reader(), vectorCandidates: (query) => vectors().candidates(query) }));
  const meaning = lazily(() => createMeaning(searched(), queryEmbedder(places().modelsDir)));
  const engine = lazily(() =>
    createSearchEngine(searched(), { meaning: meaning(), ...(countedAtOnce === undefined ? {} : { countedAtOnce }) }),
  );
  const ledger = lazily(() => createLedger(reader()));
  const searchHandlers: Handlers<SearchServiceContract> = {
    "engine.query": (input, { signal }) => engine().query(input, signal),
    "engine.facets": (input, { signal }) => engine().facets(input, signal),
    "engine.similar": ({ to, limit }) => engine().similar(to, limit),
    "engine.meaning": (query) => meaning().candidates(query),
    "engine.matches": ({ query, text }) => engine().matches(query, text),
  };
  return {
    contract: mergeContracts(readerService.contract, ledgerService.contract, searchServiceContract),
    handlers: { ...readerService.handlers(reader), ...ledgerService.handlers(ledger), ...searchHandlers },
  };
}
