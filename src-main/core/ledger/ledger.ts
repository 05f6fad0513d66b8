import type { LedgerFilter, LedgerItemView, LedgerList, LedgerListInput, RecurringList } from "../../../src-shared/contract/ledger.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import { toEntries, type LedgerEntry } from "./entries.ts";
import { listEntries } from "./filter.ts";

/** All decisions and challenges of the library, with what became of them. */
export interface Ledger {
  list(input: LedgerListInput): Promise<LedgerList>;
  /** @throws VerdigrisError `not-found`. */
  get(id: string): Promise<LedgerItemView>;
  recurring(filter: LedgerFilter, limit: number): Promise<RecurringList>;
}

interface State {
  readonly entries: readonly LedgerEntry[];
  readonly byId: ReadonlyMap<string, LedgerEntry>;
}

/**
 * Holds the ledger in memory (some 2 kB an item) and reads it again when the store's own version of it changes: lists are
 * filtered at every key that is pressed.
 */
export function createLedger(reader: KnowledgeReader): Ledger {
  let kept: { readonly version: string; readonly state: Promise<State> } | null = null;

  async function load(): Promise<State> {
    const entries = toEntries(await reader.ledgerRows());
    return { entries, byId: new Map(entries.map((entry) => [entry.item.id, entry])) };
  }
  async function current(): Promise<State> {
    const version = await reader.ledgerVersion();
    if (kept?.version === version) return kept.state;
    const state = load();
    kept = { version, state };
    // A failure is not kept: the next question tries again.
    state.catch(() => {
      if (kept?.state === state) kept = null;
    });
    return state;
  }

  return {
    list: async (input) => listEntries((await current()).entries, input),
    async get(id) {
      const entry = (await current()).byId.get(id);
      if (entry === undefined) {
        throw new VerdigrisError("not-found", "This item is no longer in the ledger. Its session was changed or removed.", { id });
      }
      return { item: entry.item, supersedes: [], similar: [] };
    },
    recurring: async (_filter, _limit) => ({ clusters: [], total: 0 }),
  };
}
