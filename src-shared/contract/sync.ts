import { z } from "zod";
import type { Instant, RepositoryId } from "../domain/index.ts";
import { defineContract, event, method } from "../rpc/contract.ts";

/** What can leave this machine, each chosen by itself. */
export const SHARED_KINDS = ["session", "transcript", "doc", "belief", "commit", "star", "code"] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];
/** Source code and other assistants' transcripts are asked for first. */
export const SHARED_BY_DEFAULT: readonly SharedKind[] = ["session", "doc", "belief", "commit", "star"];

export const SYNC_PHASES = ["off", "connecting", "syncing", "current", "behind", "offline", "sign-in", "failed"] as const;
export type SyncPhase = (typeof SYNC_PHASES)[number];

export interface SyncStatus {
  readonly enabled: boolean;
  readonly phase: SyncPhase;
  readonly since: Instant;
  /** When both sides last had the same; null when they never had. Its age is what the status bar shows. */
  readonly syncedAt: Instant | null;
  readonly nextAt: Instant | null;
  /** What stands in the way and what to do; empty when nothing does. */
  readonly message: string;
  readonly host: string;
  readonly intervalSeconds: number;
  readonly shared: readonly SharedKind[];
  /** Documents that are to be sent. */
  readonly waiting: number;
  /** Of the round that is under way. */
  readonly progress: { readonly phase: "send" | "fetch"; readonly done: number; readonly total: number } | null;
  readonly last: SyncRound | null;
}

/** What a round of syncing changed, on both sides. */
export interface SyncRound {
  readonly at: Instant;
  readonly milliseconds: number;
  readonly sent: number;
  readonly removedThere: number;
  readonly fetched: number;
  readonly removedHere: number;
  /** Stars that were set or taken away. */
  readonly stars: { readonly sent: number; readonly fetched: number };
  /** Up to a hundred documents: fetched, then sent, then removed here and there. */
  readonly changes: readonly SyncChange[];
}

export interface SyncChange {
  readonly direction: "sent" | "fetched" | "removed-there" | "removed-here";
  readonly repositoryId: RepositoryId;
  readonly repository: string;
  readonly path: string;
}

/** What would be sent by the next round. */
export interface SyncPreview {
  readonly kinds: readonly { readonly kind: SharedKind; readonly documents: number; readonly bytes: number; readonly chosen: boolean }[];
  /** Some of the documents, as they would leave: secrets masked. */
  readonly samples: readonly {
    readonly kind: SharedKind;
    readonly repository: string;
    readonly path: string;
    readonly text: string;
    readonly masked: number;
  }[];
}

export const syncContract = defineContract({
  methods: {
    "sync.status": method(z.object({})).returns<SyncStatus>(),
    /** Turns sync on or off. Off keeps everything that is here. On needs a URL and a token. */
    "sync.set": method(
      z.object({
        enabled: z.boolean().optional(),
        url: z.string().max(2048).optional(),
        intervalSeconds: z.int().min(0).max(86_400).optional(),
        shared: z.array(z.enum(SHARED_KINDS)).max(SHARED_KINDS.length).optional(),
      }),
    ).returns<SyncStatus>(),
    /** Syncs at once. Resolves when the round has ended. */
    "sync.now": method(z.object({})).returns<SyncRound>(),
    /** What would leave, before it does. `shared` tries a choice without making it, `url` another server: it has nothing yet. */
    "sync.preview": method(
      z.object({ shared: z.array(z.enum(SHARED_KINDS)).max(SHARED_KINDS.length).optional(), url: z.string().max(2048).optional() }),
    ).returns<SyncPreview>(),
  },
  events: {
    "sync.changed": event<SyncStatus>(),
  },
});
