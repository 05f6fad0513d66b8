import type { Instant, PassageId } from "../../../src-shared/domain/index.ts";
import type { Awaitable, Candidate } from "./knowledge-store.ts";
import type { PassageTokens, SearchFilter } from "./search-filter.ts";

export interface VectorQuery {
  readonly space: string;
  /** Unit length, of the space's dimension. */
  readonly vector: Float32Array;
  readonly filter: SearchFilter;
  readonly limit: number;
}

export interface EmbeddingSpace {
  readonly id: string;
  /** Which embedder: `builtin-lsa`, … */
  readonly embedder: string;
  readonly dimensions: number;
  /** Passages the model was trained on (0 for pretrained). */
  readonly trainedOn: number;
  readonly createdAt: Instant;
  /** `retired` served before the active one and can serve again. */
  readonly state: "building" | "active" | "retired";
}

export interface VectorRow {
  readonly passageId: PassageId;
  readonly vector: Float32Array;
}

/** What happened to a space's vectors after a revision. */
export interface VectorChanges {
  /** Where to ask from the next time. */
  readonly revision: number;
  /** False when the log does not reach back so far: everything may have changed. */
  readonly complete: boolean;
  /** Passages whose vector was saved or removed, in no order; never removed and saved apart. */
  readonly ids: readonly PassageId[];
}

/** Reads of embedding spaces and their vectors. Part of `KnowledgeReader`. */
export interface VectorReads {
  listSpaces(): Awaitable<readonly EmbeddingSpace[]>;
  readSpaceModel(id: string): Awaitable<Uint8Array | null>;
  /** Passages without a vector in the space, with their text tokens, in id order after `after`. */
  passagesWithoutVector(
    space: string,
    after: PassageId,
    limit: number,
  ): Awaitable<readonly { readonly id: PassageId; readonly tokens: PassageTokens }[]>;

  /** The same passages without their text. */
  passagesMissing(
    space: string,
    after: PassageId,
    limit: number,
  ): Awaitable<readonly { readonly id: PassageId; readonly digest: number }[]>;

  vectorCandidates(query: VectorQuery): Awaitable<readonly Candidate[]>;
  /** Vectors in order of passage ids after `after`, empty at the end: how an index in memory is filled. */
  vectorPage(space: string, after: PassageId, limit: number): Awaitable<readonly VectorRow[]>;
  /** In the order asked; ids without a vector are left out. */
  readVectors(space: string, ids: readonly PassageId[]): Awaitable<readonly VectorRow[]>;
  /** Of an active space. Revision 0 is before the first change. */
  vectorChanges(space: string, since: number): Awaitable<VectorChanges>;
}
