import { z } from "zod";
import type { CommitHash, Instant, LedgerKind, LineRange, RepositoryId, SessionId } from "../domain/index.ts";
import { LEDGER_KINDS } from "../domain/index.ts";
import { defineContract, method } from "../rpc/contract.ts";

/** Marks an item can carry; `standing` is an item without `superseded` and `stale`. */
export const LEDGER_MARKS = ["superseded", "stale", "recurring", "standing"] as const;
export type LedgerMark = (typeof LEDGER_MARKS)[number];

export const LEDGER_SORTS = ["newest", "oldest", "title", "repository", "session", "stalest"] as const;
export type LedgerSort = (typeof LEDGER_SORTS)[number];

/** A decision or challenge as a session wrote it down, with what became of it. */
export interface LedgerItem {
  /** `<session id>#<position of the observation>`. */
  readonly id: string;
  readonly kind: LedgerKind;
  /** The block's own label as written (`Key decisions & reasoning`). */
  readonly label: string;
  readonly title: string;
  /** The whole item as Markdown, its title included. */
  readonly markdown: string;
  readonly repositoryId: RepositoryId;
  readonly repositoryName: string;
  readonly sessionId: SessionId;
  readonly sessionOwnId: string;
  readonly sessionTitle: string;
  readonly agent: string | null;
  readonly documentId: number;
  /** The first of its passages; null where none stands for it. */
  readonly passageId: number | null;
  readonly path: string;
  /** In the session's file: where to jump to. */
  readonly lines: LineRange;
  readonly date: Instant | null;
  readonly superseded: SupersededMark | null;
  readonly stale: StaleMark | null;
  readonly recurring: RecurringMark | null;
}

/** A later decision says that it takes this one's place. */
export interface SupersededMark {
  readonly by: LedgerReference;
  /** For a person: which words say so. */
  readonly reason: string;
}

/** Files that the item names have changed since it was written. */
export interface StaleMark {
  readonly files: readonly StaleFile[];
  /** How many files of the repository the item names. */
  readonly named: number;
  /** For a person: `2 of its 3 files changed since`. */
  readonly reason: string;
}

export interface StaleFile {
  /** As it was called when the item was written. */
  readonly path: string;
  /** As it is called now; null when it was deleted. */
  readonly currentPath: string | null;
  /** Commits since that changed it, those linked to the item's own session left out. */
  readonly commits: number;
  readonly lastCommit: CommitHash;
  readonly lastChanged: Instant;
}

/** The item says again what items of other sessions said. */
export interface RecurringMark {
  readonly clusterId: string;
  readonly items: number;
  readonly sessions: number;
}

/** Enough of an item to name it and to go there. */
export interface LedgerReference {
  readonly id: string;
  readonly kind: LedgerKind;
  readonly title: string;
  readonly sessionId: SessionId;
  readonly sessionOwnId: string;
  readonly lines: LineRange;
  readonly date: Instant | null;
}

export interface LedgerCount {
  readonly name: string;
  readonly count: number;
}

/** Each facet is counted under all filters but its own. */
export interface LedgerFacets {
  readonly kinds: Readonly<Record<LedgerKind, number>>;
  readonly repositories: readonly { readonly id: RepositoryId; readonly name: string; readonly count: number }[];
  readonly agents: readonly LedgerCount[];
  readonly marks: Readonly<Record<LedgerMark, number>>;
}

export interface LedgerList {
  readonly items: readonly LedgerItem[];
  /** Items that pass the filter, beyond `limit` too. */
  readonly total: number;
  readonly facets: LedgerFacets;
  readonly stage: LedgerStage;
}

/**
 * `first`: the items at once. Marks are not worked out yet, no item carries one and none is counted; where the filter or the order needs
 * them, or they are there, the answer is `whole` all the same.
 */
export type LedgerStage = "first" | "whole";

/** An item with what it stands among. */
export interface LedgerItemView {
  readonly item: LedgerItem;
  /** Earlier items that this one takes the place of. */
  readonly supersedes: readonly LedgerReference[];
  /** Items that say nearly the same, the nearest first; `similarity` is the cosine of their words, 0…1. */
  readonly similar: readonly (LedgerReference & { readonly similarity: number })[];
}

/** What came up again and again: items of two or more sessions that say nearly the same. */
export interface RecurringCluster {
  readonly id: string;
  readonly kind: LedgerKind;
  /** The title of the item nearest to all others. */
  readonly title: string;
  /** What its items have in common, most telling first. */
  readonly words: readonly string[];
  readonly sessions: number;
  readonly first: Instant | null;
  readonly last: Instant | null;
  /** Oldest first. */
  readonly items: readonly LedgerItem[];
}

export interface RecurringList {
  /** Most sessions first. */
  readonly clusters: readonly RecurringCluster[];
  readonly total: number;
}

export const ledgerFilterSchema = z.object({
  kinds: z.array(z.enum(LEDGER_KINDS)).exactOptional(),
  repositoryIds: z.array(z.string()).exactOptional(),
  agents: z.array(z.string()).exactOptional(),
  sessionIds: z.array(z.string()).exactOptional(),
  /** Inclusive. */
  after: z.string().exactOptional(),
  /** Exclusive. */
  before: z.string().exactOptional(),
  /** All of these words (a `"phrase"` counts as one, `-word` must be absent) in title, text or session title; any case. */
  text: z.string().max(1000).exactOptional(),
  /** Any of these marks. */
  marks: z.array(z.enum(LEDGER_MARKS)).exactOptional(),
});
export type LedgerFilter = z.infer<typeof ledgerFilterSchema>;

export const ledgerListSchema = ledgerFilterSchema.extend({
  sort: z.enum(LEDGER_SORTS).default("newest"),
  limit: z.int().min(1).max(100_000).default(200),
  offset: z.int().min(0).default(0),
  stage: z.enum(["first", "whole"]).default("whole"),
});
export type LedgerListInput = z.output<typeof ledgerListSchema>;

export const ledgerContract = defineContract({
  methods: {
    "ledger.list": method(ledgerListSchema).returns<LedgerList>(),
    "ledger.get": method(z.object({ id: z.string().min(1).max(500) })).returns<LedgerItemView>(),
    "ledger.recurring": method(ledgerFilterSchema.extend({ limit: z.int().min(1).max(10_000).default(100) })).returns<RecurringList>(),
  },
});
