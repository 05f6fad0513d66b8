import type { DocumentKind } from "./kinds.ts";
import type { CommitHash, Instant, RepositoryId } from "./ids.ts";

export interface Repository {
  readonly id: RepositoryId;
  /** Folder name at first sight; the user may rename it. */
  readonly name: string;
  /** How `id` was found. */
  readonly identity: "patina-uid" | "root-commit" | "path";
  readonly remoteUrl: string | null;
  readonly head: { readonly branch: string | null; readonly commit: CommitHash | null };
  readonly indexedAt: Instant | null;
}

export interface RepositoryCounts {
  readonly documents: Readonly<Record<DocumentKind, number>>;
  readonly passages: number;
  readonly symbols: number;
  readonly vectors: number;
  readonly quarantined: number;
  /** Of the indexed source text. */
  readonly bytes: number;
}
