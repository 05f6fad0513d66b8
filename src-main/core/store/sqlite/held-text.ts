import { setImmediate as nextTurn } from "node:timers/promises";
import {
  readFullTextState,
  readLengths,
  readLengthsOf,
  readPostings,
  type FullTextState,
  type FullTextTable,
} from "../full-text/full-text-reads.ts";
import { createRowTable, numbered, type NumberedPostings, type RowTable } from "../full-text/row-table.ts";
import type { Connection } from "./connection.ts";
import { runRead } from "./run.ts";

/** One full-text table as it is held for searching, up to date with the connection's snapshot. */
export interface HeldText {
  readonly table: FullTextTable;
  /** The rows, once they are loaded; null until then. Starts to load them where they are wanted. */
  rows(isWanted: boolean): RowTable | null;
  /** To be called first in a snapshot: lets go of what the library has changed since. */
  refresh(): FullTextState;
  postings(rows: RowTable, tokens: readonly string[]): NumberedPostings[];
}

const ROWS_AT_ONCE = 2000;
/** Lengths of changed rows are read anew after so long, when there is a question; new rows are looked up at once. */
const LENGTHS_KEPT_MS = 60_000;
const MOST_ADDED = 20_000;
/** Postings kept for the next letter that is typed: 16 MB, in a library of a million passages 32. */
const MOST_KEPT = 2_000_000;
const KEPT_FOR_A_ROW = 4;

/** @param onProblem when the rows could not be loaded */
export function holdText(connection: Connection, table: FullTextTable, onProblem: () => void, now = () => performance.now()): HeldText {
  const kept = new Map<string, NumberedPostings>();
  let postingsKept = 0;
  let version = -1;
  let state: FullTextState = { rows: 0, tokens: 0, segments: [] };
  let loaded: { readonly rows: RowTable; readonly version: number; readonly at: number } | null = null;
  let isLoading = false;

  const dataVersion = (): number => connection.database.pragma("data_version", { simple: true }) as number;

  function forget(): void {
    kept.clear();
    postingsKept = 0;
  }

  /** Between two parts, questions are answered. */
  async function load(): Promise<void> {
    const rows = createRowTable();
    const since = dataVersion();
    for (let last = -1; ;) {
      const part = runRead(connection, readLengths(table, last, ROWS_AT_ONCE));
      if (part.rows.length === 0) break;
      rows.append(part.rows, part.lengths);
      last = part.rows.at(-1) ?? last;
      await nextTurn();
      if (!connection.database.open) return;
    }
    forget();
    loaded = { rows, version: since, at: now() };
  }

  function startToLoad(): void {
    isLoading = true;
    load()
      .catch(onProblem)
      .finally(() => (isLoading = false));
  }

  function postingsOf(rows: RowTable, token: string): NumberedPostings {
    const known = kept.get(token);
    if (known !== undefined) {
      // The latest asked stays longest.
      kept.delete(token);
      kept.set(token, known);
      return known;
    }
    const postings = numbered(runRead(connection, readPostings(table, state, token)), rows, (missing) =>
      runRead(connection, readLengthsOf(table, missing)),
    );
    kept.set(token, postings);
    postingsKept += postings.numbers.length;
    const most = Math.max(MOST_KEPT, KEPT_FOR_A_ROW * rows.size());
    for (const [oldest, { numbers }] of kept) {
      if (postingsKept <= most || oldest === token) break;
      kept.delete(oldest);
      postingsKept -= numbers.length;
    }
    return postings;
  }

  return {
    table,
    refresh() {
      const current = dataVersion();
      if (current === version) return state;
      state = runRead(connection, readFullTextState(table));
      version = current;
      forget();
      return state;
    },
    rows(isWanted) {
      const isOld = loaded !== null && loaded.version !== version && now() - loaded.at > LENGTHS_KEPT_MS;
      const isFull = (loaded?.rows.added() ?? 0) > MOST_ADDED;
      if (isWanted && !isLoading && (loaded === null || isOld || isFull)) startToLoad();
      return loaded?.rows ?? null;
    },
    postings: (rows, tokens) => tokens.map((token) => postingsOf(rows, token)),
  };
}
