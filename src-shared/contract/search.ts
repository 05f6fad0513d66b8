import { z } from "zod";
import { RESULT_TYPES } from "../domain/index.ts";
import type {
  CommitHash,
  DocumentId,
  Instant,
  LineRange,
  PassageId,
  RepositoryId,
  ResultType,
  SessionId,
  SymbolKind,
} from "../domain/index.ts";
import { defineContract, method } from "../rpc/contract.ts";

export const SEARCH_MODES = ["fused", "lexical", "semantic"] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

/** Half-open range of UTF-16 code units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface SearchResult {
  /** 1-based. */
  readonly rank: number;
  readonly score: number;
  readonly type: ResultType;
  /** For code: what is defined there. */
  readonly kind: SymbolKind | null;
  readonly repositoryId: RepositoryId;
  readonly repository: string;
  readonly documentId: DocumentId;
  readonly passageId: PassageId;
  readonly path: string;
  readonly language: string | null;
  readonly lines: LineRange | null;
  readonly sessionId: SessionId | null;
  /** A Patina session's own id, for display and links. */
  readonly sessionOwnId: string | null;
  readonly commit: CommitHash | null;
  readonly beliefId: string | null;
  readonly title: string;
  readonly breadcrumb: readonly string[];
  /** Excerpt of the original text centred on the densest match; never empty. */
  readonly snippet: string;
  /** First line of the snippet in the document, if it has lines. */
  readonly snippetLine: number | null;
  /** Ranges in `snippet` that matched, in order, not overlapping. */
  readonly highlights: readonly TextRange[];
  readonly titleHighlights: readonly TextRange[];
  readonly date: Instant | null;
  /** More passages of the same document that matched, best first. */
  readonly alsoIn: readonly { readonly passageId: PassageId; readonly title: string; readonly lines: LineRange | null }[];
  readonly explanation: Explanation | null;
}

/** Everything that decided the score. The parts' `value`s add up to `score`. */
export interface Explanation {
  readonly parts: readonly ExplanationPart[];
  readonly lexicalRank: number | null;
  readonly semanticRank: number | null;
  /** Query words (as typed) that matched, and those that did not. */
  readonly matched: readonly string[];
  readonly missing: readonly string[];
}

export interface ExplanationPart {
  /** Short: `words (BM25)`, `words stand together`, `meaning`, `kind: session`. */
  readonly label: string;
  readonly value: number;
  /** For a person. */
  readonly detail: string;
}

/** Something to tell about the query itself, at a place in its text. */
export interface QueryNote {
  readonly range: TextRange;
  readonly message: string;
}

export interface SearchFacets {
  readonly types: Readonly<Partial<Record<ResultType, number>>>;
  readonly repositories: readonly { readonly id: RepositoryId; readonly name: string; readonly count: number }[];
  readonly languages: readonly { readonly name: string; readonly count: number }[];
  readonly agents: readonly { readonly name: string; readonly count: number }[];
  /** True when counting stopped at a cap: show `1,000+`. */
  readonly capped: boolean;
}

export interface SearchResponse {
  readonly query: string;
  readonly mode: SearchMode;
  readonly tookMs: number;
  readonly results: readonly SearchResult[];
  /** More results exist past these. */
  readonly more: boolean;
  readonly facets: SearchFacets | null;
  readonly notes: readonly QueryNote[];
  /** True when not all words could be required: results match some of them. */
  readonly relaxed: boolean;
  /** The query with words that nothing holds replaced by near ones that something does. Only offered, never searched instead. */
  readonly suggestion?: string | null;
}

/** What results are to be like: a passage, or the one at a line of a document or session (without a line, its first). */
export type SimilarPlace = z.infer<typeof similarPlace>;
const line = z.int().min(1).optional();
const similarPlace = z.union([
  z.object({ passageId: z.int() }),
  z.object({ documentId: z.int(), line }),
  z.object({ sessionId: z.string().max(1000), line }),
]);

export interface SimilarResponse {
  /** The passage that the results are like, as a result; null when it is no longer there. */
  readonly to: SearchResult | null;
  /** How they were found: a passage without a vector is compared by its words. */
  readonly by: "meaning" | "words";
  /** Nearest first, one a document. */
  readonly results: readonly SearchResult[];
}

/** A search kept under a name. */
export interface SavedSearch {
  readonly name: string;
  readonly text: string;
  readonly mode: SearchMode;
}

export interface Completion {
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
  /** What of the text is replaced. */
  readonly range: TextRange;
}

const savedName = z.string().trim().min(1).max(200);

export const searchContract = defineContract({
  methods: {
    "search.query": method(
      z.object({
        text: z.string().max(10_000),
        mode: z.enum(SEARCH_MODES).default("fused"),
        limit: z.int().min(1).max(500).default(50),
        offset: z.int().min(0).max(10_000).default(0),
        /** Restricts beside the text, as the chips do when they do not write it. */
        types: z.array(z.enum(RESULT_TYPES)).optional(),
        /** One result a document, which is what is meant without it, or every passage for itself (search within one document or session). */
        group: z.enum(["document", "passage"]).optional(),
        explain: z.boolean().default(false),
        facets: z.boolean().default(true),
        /** Path patterns left out (evaluation). */
        excludePaths: z.array(z.string().max(1024)).max(100).optional(),
      }),
    ).returns<SearchResponse>(),
    /** The facets alone: what they count takes as long as the search, and results need not wait for it. */
    "search.facets": method(
      z.object({ text: z.string().max(10_000), types: z.array(z.enum(RESULT_TYPES)).optional() }),
    ).returns<SearchFacets>(),
    /** Documents that mean what a passage means, nearest first, its own left out. */
    "search.similar": method(z.object({ to: similarPlace, limit: z.int().min(1).max(100).default(20) })).returns<SimilarResponse>(),
    /** Searches kept on this machine, in order of their names. */
    "search.saved": method(z.object({})).returns<readonly SavedSearch[]>(),
    /** A search of the same name is replaced. */
    "search.save": method(z.object({ name: savedName, text: z.string().max(10_000), mode: z.enum(SEARCH_MODES).default("fused") })).returns<
      readonly SavedSearch[]
    >(),
    /** Fails with `conflict` when another search has the new name. */
    "search.rename": method(z.object({ from: z.string().max(200), to: savedName })).returns<readonly SavedSearch[]>(),
    "search.unsave": method(z.object({ name: z.string().max(200) })).returns<readonly SavedSearch[]>(),
    "search.complete": method(z.object({ text: z.string().max(10_000), cursor: z.int().min(0) })).returns<readonly Completion[]>(),
    "search.history": method(z.object({ limit: z.int().min(1).max(200).default(20) })).returns<readonly string[]>(),
    /** Remembers a query the user acted on, unless the settings say that none is remembered. */
    "search.remember": method(z.object({ text: z.string().max(10_000) })).returns<void>(),
    /** Takes one query out of the history. */
    "search.forget": method(z.object({ text: z.string().max(10_000) })).returns<void>(),
    "search.clearHistory": method(z.object({})).returns<void>(),
  },
});
