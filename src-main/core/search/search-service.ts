import type { MessagePort } from "node:worker_threads";
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
import type { Candidate } from "../store/knowledge-store.ts";
import type { MeaningQuery } from "./meaning.ts";

/** A search as the reader's thread gets it: checked and completed by the core's boundary. */
export type SearchInput = ParsedInputOf<CoreContract, "search.query"> & {
  /** The query's vector in the active space, when its embedder cannot run in the reader's thread. */
  readonly queryVector?: { readonly space: string; readonly vector: Float32Array } | undefined;
  /** Meaning's share of a score by words and meaning, 0 to 1. The measured default when not given. */
  readonly semanticWeight?: number | undefined;
};

export type FacetsInput = ParsedInputOf<CoreContract, "search.facets">;

/** What the reader's thread answers beside plain reads: the whole search, or a part of it for the search's own thread. */
export const searchServiceContract = defineContract({
  methods: {
    "engine.query": method(trusted<SearchInput>()).returns<SearchResponse>(),
    "engine.facets": method(trusted<FacetsInput>()).returns<SearchFacets>(),
    "engine.similar": method(trusted<{ readonly to: SimilarPlace; readonly limit: number }>()).returns<SimilarResponse>(),
    /** Passages by meaning alone: for the search's own thread. */
    "engine.meaning": method(trusted<MeaningQuery>()).returns<readonly Candidate[]>(),
    "engine.matches": method(trusted<{ readonly query: string; readonly text: string }>()).returns<readonly TextRange[]>(),
  },
});
export type SearchServiceContract = typeof searchServiceContract;

/** What the reader's thread can do that a process cannot: answer on another port too, the one to the search's own thread. */
export const readerThreadContract = defineContract({ methods: { "reader.serve": method(trusted<MessagePort>()).returns<void>() } });
export type ReaderThreadContract = typeof readerThreadContract;

/** What the search's own thread answers. */
export const searchThreadContract = defineContract({
  methods: {
    /** The first call: the port to the reader's thread. */
    "search.start": method(trusted<MessagePort>()).returns<void>(),
    "search.query": method(trusted<SearchInput>()).returns<SearchResponse>(),
  },
});
export type SearchThreadContract = typeof searchThreadContract;
