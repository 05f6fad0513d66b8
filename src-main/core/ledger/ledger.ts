import type {
  LedgerFilter,
  LedgerItemView,
  LedgerList,
  LedgerListInput,
  RecurringCluster,
  RecurringList,
  RecurringMark,
} from "../../../src-shared/contract/ledger.ts";
import type { Answer } from "../../../src-shared/contract/history.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import { answersAbout, type AboutQuestion } from "./about.ts";
import { referenceTo, toEntries, type LedgerEntry } from "./entries.ts";
import { filterEntries, listEntries } from "./filter.ts";
import { measureLikeness, type Likeness } from "./likeness.ts";
import { findClusters, type Cluster } from "./recurrence.ts";
import { findStale } from "./staleness.ts";
import { findSuperseded } from "./supersession.ts";

/** All decisions and challenges of the library, with what became of them. */
export interface Ledger {
  list(input: LedgerListInput): Promise<LedgerList>;
  /** @throws VerdigrisError `not-found`. */
  get(id: string): Promise<LedgerItemView>;
  recurring(filter: LedgerFilter, limit: number): Promise<RecurringList>;
  /** Reads what `about` needs, while its caller is still busy with something else. */
  prepare(): Promise<void>;
  /** Items about a file or symbol, best first. */
  about(question: AboutQuestion): Promise<readonly Answer[]>;
}

interface State {
  readonly entries: readonly LedgerEntry[];
  readonly likeness: Likeness;
  readonly byId: ReadonlyMap<string, number>;
  readonly clusters: readonly Cluster[];
}

/** Items shown as alike, and how alike they must be. */
const MAX_SIMILAR = 8;
const SIMILAR = 0.2;

/**
 * Holds the ledger in memory (some 2 kB an item) and reads it again when the store's own version of it changes: lists are
 * filtered at every key that is pressed. Marks and groups are worked out once for each version, a second or so for ten thousand items.
 */
export function createLedger(reader: KnowledgeReader): Ledger {
  // Three steps, each kept: to list items, to ask which are about code, to mark them.
  const plain = keptByVersion(reader, async () => toEntries(await reader.ledgerRows()));
  const alike = keptByVersion(reader, async () => {
    const entries = await plain.get();
    return { entries, likeness: measureLikeness(entries.map((entry) => entry.tokens)) };
  });
  const current = keptByVersion(reader, async (): Promise<State> => {
    const { entries: unmarked, likeness } = await alike.get();
    const clusters = await findClusters(unmarked, likeness);
    const superseded = findSuperseded(unmarked, likeness);
    const stale = await findStale(reader, unmarked);
    const recurring = new Map<number, RecurringMark>();
    for (const { id, members, sessions } of clusters)
      for (const n of members) recurring.set(n, { clusterId: id, items: members.length, sessions });
    const entries = unmarked.map(({ item, ...entry }, n) => ({
      ...entry,
      item: { ...item, superseded: superseded.get(n) ?? null, stale: stale.get(n) ?? null, recurring: recurring.get(n) ?? null },
    }));
    return { entries, byId: new Map(entries.map((entry, n) => [entry.item.id, n])), likeness, clusters };
  });

  return {
    async list({ stage, ...input }) {
      const needsMarks = stage === "whole" || current.isReady() || input.sort === "stalest" || (input.marks ?? []).length > 0;
      const entries = needsMarks ? (await current.get()).entries : await plain.get();
      return { ...listEntries(entries, input), stage: needsMarks ? "whole" : "first" };
    },
    async get(id) {
      const { entries, byId, likeness } = await current.get();
      const n = byId.get(id);
      const item = n === undefined ? undefined : entries[n]?.item;
      if (n === undefined || item === undefined) {
        throw new VerdigrisError("not-found", "This item is no longer in the ledger. Its session was changed or removed.", { id });
      }
      const alike: { readonly n: number; readonly similarity: number }[] = [];
      likeness.neighbours(n, entries.length, (other, similarity) => {
        if (similarity >= SIMILAR) alike.push({ n: other, similarity });
      });
      const similar = alike.toSorted((a, b) => b.similarity - a.similarity || a.n - b.n).slice(0, MAX_SIMILAR);
      return {
        item,
        supersedes: entries.filter((other) => other.item.superseded?.by.id === id).map((other) => referenceTo(other.item)),
        similar: similar.flatMap(({ n: other, similarity }) => {
          const found = entries[other]?.item;
          return found === undefined ? [] : [{ ...referenceTo(found), similarity }];
        }),
      };
    },
    async prepare() {
      await alike.get();
    },
    async about(question) {
      // Marks take longer, and are shown when they are there.
      const { entries, likeness } = await (current.isReady() ? current.get() : alike.get());
      return answersAbout(entries, likeness, question);
    },
    async recurring({ kinds = ["challenge"], ...filter }, limit) {
      const { entries, clusters } = await current.get();
      const passing = new Set(filterEntries(entries, { ...filter, kinds }));
      const found = clusters
        .filter(({ members }) => members.some((n) => isIn(passing, entries[n])))
        .map((cluster) => toRecurring(cluster, entries))
        .toSorted((a, b) => b.sessions - a.sessions || b.items.length - a.items.length || (a.id < b.id ? -1 : 1));
      return { clusters: found.slice(0, limit), total: found.length };
    },
  };
}

/** A value worked out once for each version of the ledger. A failure is not kept: the next question tries again. */
function keptByVersion<T>(reader: KnowledgeReader, make: () => Promise<T>): { get(): Promise<T>; isReady(): boolean } {
  let kept: { readonly version: string; readonly value: Promise<T>; isReady: boolean } | null = null;
  return {
    async get() {
      const version = await reader.ledgerVersion();
      if (kept?.version === version) return kept.value;
      const mine = { version, value: make(), isReady: false };
      kept = mine;
      mine.value.then(
        () => (mine.isReady = true),
        () => {
          if (kept === mine) kept = null;
        },
      );
      return mine.value;
    },
    isReady: () => kept?.isReady ?? false,
  };
}

function isIn(set: ReadonlySet<LedgerEntry>, entry: LedgerEntry | undefined): boolean {
  return entry !== undefined && set.has(entry);
}

function toRecurring({ id, members, centre, words, sessions }: Cluster, entries: readonly LedgerEntry[]): RecurringCluster {
  const items = members.flatMap((n) => entries[n]?.item ?? []);
  const dates = items.flatMap((item) => item.date ?? []);
  return {
    id,
    kind: items[0]?.kind ?? "challenge",
    title: entries[centre]?.item.title ?? "",
    words,
    sessions,
    first: dates[0] ?? null,
    last: dates.at(-1) ?? null,
    items,
  };
}
