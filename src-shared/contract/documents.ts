import { z } from "zod";
import type {
  Belief,
  CodeSymbol,
  Commit,
  CommitHash,
  DocumentId,
  LineRange,
  RepositoryId,
  SessionId,
  SessionSummary,
  SourceDocument,
  CommitLink,
  SymbolKind,
} from "../domain/index.ts";
import { defineContract, method } from "../rpc/contract.ts";
import type { TextRange } from "./search.ts";

/** A document's text for the preview and the readers. */
export interface DocumentView {
  readonly document: SourceDocument;
  readonly repositoryName: string;
  /**
   * The file's text as it lies on this machine now, else put together from the indexed passages.
   * `source` says which; `changed` that the file differs from what was indexed.
   */
  readonly text: string;
  readonly source: "file" | "index";
  readonly changed: boolean;
  /** The repository came from another machine: its folder is not here. */
  readonly elsewhere: boolean;
  /** True when the text was cut at the byte limit. */
  readonly truncated: boolean;
  readonly symbols: readonly CodeSymbol[];
  readonly belief: Belief | null;
  /** Where the query's words match in `text`, in order. */
  readonly matches: readonly TextRange[];
}

export interface CommitView {
  readonly repositoryId: RepositoryId;
  readonly repositoryName: string;
  readonly documentId: DocumentId;
  readonly commit: Commit;
  readonly sessions: readonly (SessionSummary & { readonly link: CommitLink })[];
}

/** A unified diff, or why there is none. */
export interface DiffView {
  readonly text: string;
  readonly truncated: boolean;
  /** Set when the repository does not lie here or git could not show it. */
  readonly unavailable: string | null;
}

/** An entry of go-to lists: files, sessions, symbols, commits. */
export interface GotoItem {
  readonly type: "file" | "session" | "symbol" | "commit" | "belief";
  readonly label: string;
  readonly detail: string;
  readonly repositoryId: RepositoryId;
  readonly documentId: number;
  readonly path: string;
  readonly sessionId: string | null;
  readonly commit: CommitHash | null;
  readonly symbolKind: SymbolKind | null;
  readonly lines: LineRange | null;
}

/** What a mention in prose leads to. */
export type ResolvedReference =
  | { readonly kind: "session"; readonly sessionId: SessionId }
  | { readonly kind: "commit"; readonly repositoryId: RepositoryId; readonly hash: CommitHash }
  | { readonly kind: "document"; readonly documentId: DocumentId };

export const documentsContract = defineContract({
  methods: {
    "documents.read": method(z.object({ documentId: z.int().min(0), query: z.string().max(10_000).optional() })).returns<DocumentView>(),
    "documents.find": method(z.object({ repositoryId: z.string(), path: z.string().max(4096) })).returns<SourceDocument | null>(),
    /** `kinds` restricts; an empty text gives what was opened last. */
    "documents.goto": method(
      z.object({
        text: z.string().max(1000),
        kinds: z.array(z.enum(["file", "session", "symbol", "commit"])).min(1),
        limit: z.int().min(1).max(100).default(30),
      }),
    ).returns<readonly GotoItem[]>(),
    /**
     * What mentions of sessions (own id), commits (hash or its start) and beliefs (name) lead to, in the order asked; null where nothing, or
     * not one thing only, fits. A repository's own come before those of others.
     */
    "documents.resolve": method(
      z.object({
        repositoryId: z.string(),
        references: z.array(z.object({ kind: z.enum(["session", "commit", "belief"]), name: z.string().min(1).max(400) })).max(500),
      }),
    ).returns<readonly (ResolvedReference | null)[]>(),
    "documents.commit": method(z.object({ repositoryId: z.string(), hash: z.string().regex(/^[0-9a-f]{4,64}$/) })).returns<CommitView>(),
    "documents.diff": method(
      z.object({ repositoryId: z.string(), hash: z.string().regex(/^[0-9a-f]{4,64}$/), path: z.string().max(4096).optional() }),
    ).returns<DiffView>(),
  },
});
