import { z } from "zod";
import type { DocumentId, Instant, LineRange, PassageId, RepositoryId, ResultType, SessionId } from "../domain/index.ts";
import { defineContract, event, method } from "../rpc/contract.ts";

/** Something starred, with what is known of it now. */
export interface StarredItem {
  readonly type: ResultType;
  readonly repositoryId: RepositoryId;
  readonly repository: string;
  readonly documentId: DocumentId;
  /** Null when the whole document is starred. */
  readonly passageId: PassageId | null;
  readonly sessionId: SessionId | null;
  readonly sessionOwnId: string | null;
  readonly beliefId: string | null;
  /** A commit's is its hash. */
  readonly path: string;
  readonly lines: LineRange | null;
  readonly title: string;
  readonly at: Instant;
  /** False while it is not in the library: its repository was removed, or lies only on another machine. The star stays. */
  readonly present: boolean;
}

export const starsContract = defineContract({
  methods: {
    /** Newest first. */
    "stars.list": method(z.object({})).returns<readonly StarredItem[]>(),
    /** Stars a document, or with `passageId` one passage of it; or takes the star away. */
    "stars.set": method(
      z.object({ documentId: z.int(), passageId: z.int().nullable().default(null), starred: z.boolean() }),
    ).returns<void>(),
  },
  events: {
    /** Here, or by a sync. */
    "stars.changed": event<{ readonly at: Instant }>(),
  },
});
