import type { LineRange, Star } from "../../../src-shared/domain/index.ts";
import type { Awaitable } from "./knowledge-store.ts";

/** A star with what it stands on as it is now: its path, document and title are the present ones where they are known. */
export interface StarRecord extends Star {
  /** Null for a repository that is not in the library. */
  readonly repository: string | null;
  readonly sessionOwnId: string | null;
  readonly beliefId: string | null;
  /** Of a passage. */
  readonly lines: LineRange | null;
  /** Whether what is starred is in the library. */
  readonly present: boolean;
}

/** Part of `KnowledgeReader`. */
export interface StarReads {
  /** What is starred, newest first. */
  listStars(): Awaitable<readonly StarRecord[]>;
  /** Every star with its clock, those taken away too, in order of their keys: for merging with another store. */
  starStates(): Awaitable<readonly Star[]>;
  /** Another text after every committed write, and for every other database. */
  libraryRevision(): Awaitable<string>;
}
