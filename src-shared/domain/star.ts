import type { DocumentId, Instant, PassageId, RepositoryId, SessionId } from "./ids.ts";
import type { ResultType } from "./kinds.ts";

/** What can be starred: a document as a whole, or one passage of it. */
export interface StarTarget {
  readonly documentId: DocumentId;
  /** Null for the whole document: a session, a file, a belief, a commit. */
  readonly passageId: PassageId | null;
}

/**
 * A star, or the memory of one that was taken away: two machines must be able to tell which of them changed it last. It stands by
 * identities that every machine derives alike, and outlives what it stands on: an index that is made again finds its stars.
 */
export interface Star {
  /** `session:<id>`, `document:<id>` or `passage:<id>`: a session keeps its star when its file moves. */
  readonly key: string;
  readonly type: ResultType;
  readonly repositoryId: RepositoryId;
  readonly documentId: DocumentId;
  readonly passageId: PassageId | null;
  readonly sessionId: SessionId | null;
  /** What it was called when it was starred, to name it where it is not indexed. */
  readonly path: string;
  readonly title: string;
  readonly starred: boolean;
  /** Counts the changes of this star; of two states the higher one holds. */
  readonly clock: number;
  readonly at: Instant;
}

/** Of two states of one star the one that holds, the same whichever is asked first. A tie keeps the star: nothing is lost. */
export function isLaterStar(one: Pick<Star, "clock" | "starred">, other: Pick<Star, "clock" | "starred">): boolean {
  return one.clock > other.clock || (one.clock === other.clock && one.starred && !other.starred);
}

/** Of one side's stars those that the other side has in an earlier state, or not at all. */
export function laterStars(ones: readonly Star[], others: readonly Star[]): Star[] {
  const held = new Map(others.map((star) => [star.key, star]));
  return ones.filter((star) => {
    const other = held.get(star.key);
    return other === undefined || isLaterStar(star, other);
  });
}

/** What a star on a result stands on: an entry or a definition by itself, anything else whole. */
export function starTargetOf(result: StarTarget & { readonly type: ResultType }): StarTarget {
  const { type, documentId, passageId } = result;
  return { documentId, passageId: WHOLE.has(type) ? null : passageId };
}

const WHOLE: ReadonlySet<ResultType> = new Set(["session", "doc", "belief", "commit"]);
