import { z } from "zod";
import type { DocumentId, RepositoryId } from "../domain/index.ts";
import { defineContract, method } from "../rpc/contract.ts";

/** What the plots need beyond the list of sessions. */
export interface Insights {
  /** By day in UTC (`YYYY-MM-DD`), oldest first. */
  readonly commitDays: readonly { readonly day: string; readonly commits: number }[];
  /** Of indexed files, largest first. */
  readonly languages: readonly { readonly language: string; readonly files: number; readonly bytes: number }[];
  /** Files by how many commits changed them, most first. */
  readonly files: readonly {
    readonly repositoryId: RepositoryId;
    readonly path: string;
    readonly commits: number;
    /** Null when the file is no longer there. */
    readonly documentId: DocumentId | null;
  }[];
}

export const insightsContract = defineContract({
  methods: {
    "insights.read": method(
      z.object({ repositoryId: z.string().exactOptional(), files: z.int().min(1).max(200).default(20) }),
    ).returns<Insights>(),
  },
});
