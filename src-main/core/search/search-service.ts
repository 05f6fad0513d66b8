import type {
  CoreContract,
  SearchFacets,
  SearchResponse,
  SimilarPlace,
  SimilarResponse,
  TextRange,
} from "../../../src-shared/contract/index.ts";
import { defineContract, method, trusted } from "../../../src-shared/rpc/contract.ts";
import type { ParsedInputOf } from "../../../src-shared/rpc/contract.ts";

/** A search as the reader's thread gets it: checked and completed by the core's boundary. */
export type SearchInput = ParsedInputOf<CoreContract, "search.query"> & {
  /** The query's vector in the active space, when its embedder cannot run in the reader's thread. */
  readonly queryVector?: { readonly space: string; readonly vector: Float32Array } | undefined;
  /** Meaning's share of a score by words and meaning, 0 to 1. The measured default when not given. */
  readonly semanticWeight?: number | undefined;
};

export type FacetsInput = ParsedInputOf<CoreContract, "search.facets">;

/** What the reader's thread answers beside plain reads: the whole search runs there, so that candidates never cross threads. */
export const searchServiceContract = defineContract({
  methods: {
    "engine.query": method(trusted<SearchInput>()).returns<SearchResponse>(),
    "engine.facets": method(trusted<FacetsInput>()).returns<SearchFacets>(),
    "engine.similar": method(trusted<{ readonly to: SimilarPlace; readonly limit: number }>()).returns<SimilarResponse>(),
    "engine.matches": method(trusted<{ readonly query: string; readonly text: string }>()).returns<readonly TextRange[]>(),
  },
});
export type SearchServiceContract = typeof searchServiceContract;
