import { setImmediate as nextTurn } from "node:timers/promises";
import { readFullTextState, type FullTextState, type FullTextTable } from "../full-text/full-text-reads.ts";
import { keepPostings } from "../full-text/kept-postings.ts";
import { lastChange, readLengths, readLengthsSince } from "../full-text/length-reads.ts";
import { createRowTable, type RowTable, type TokenPostings } from "../full-text/row-table.ts";
import type { Connection } from "./connection.ts";
import { runRead } from "./run.ts";

/** One full-text table as it is held for searching, up to date with the connection's snapshot. */
export interface HeldText {
  readonly table: FullTextTable;
  /** The rows, once they are loaded; null until then. Starts to load them where they are wanted. */
  rows(isWanted: boolean): RowTable | null;
  /** To be called first in a snapshot: takes up what the library has changed since. */
  refresh(): FullTextState;
  postings(rows: RowTable, tokens: readonly string[]): TokenPostings[];
}

const ROWS_AT_ONCE = 2000;
/** When more documents than these were changed between two questions, rows keep the lengths they had until all are read again. */
const MOST_FOLLOWED = 500;
/** That is between questions, and not more often than this. */
const LENGTHS_KEPT_MS = 60_000;
/** Rows that are gone keep their number. So many times the rows there are, and these, are too many. */
const MOST_TIMES = 2;
const ROOM = 20_000;
/** Postings kept for the next letter that is typed: 16 MB, in a library of a million passages 32. */
const MOST_KEPT = 2_000_000;
const KEPT_FOR_A_ROW = 4;

interface LoadedRows {
  readonly rows: RowTable;
  /** Up to where the log of changes is in the rows' lengths. */
  position: number;
  /** The first of the writes that may not be; Infinity when all are. */
  from: number;
  /** More has changed since than was followed. */
  isOld: boolean;
  readonly at: number;
}

/** @param onProblem when the rows could not be loaded */
export function holdText(connection: Connection, table: FullTextTable, onProblem: () => void, now = () => performance.now()): HeldText {
  const kept = keepPostings(table);
  let version = -1;
  let state: FullTextState = { rows: 0, tokens: 0, structure: null };
  let loaded: LoadedRows | null = null;
  let isLoading = false;

  const dataVersion = (): number => connection.database.pragma("data_version", { simple: true }) as number;

  /** Between two parts, questions are answered. */
  async function load(): Promise<void> {
    const rows = createRowTable();
    // What changes meanwhile is followed afterwards.
    const position = runRead(connection, lastChange());
    for (let last = -1; ;) {
      const part = runRead(connection, readLengths(table, last, ROWS_AT_ONCE));
      if (part.rows.length === 0) break;
      rows.append(part.rows, part.lengths);
      last = part.rows.at(-1) ?? last;
      await nextTurn();
      if (!connection.database.open) return;
    }
    kept.forget();
    loaded = { rows, position, from: 0, isOld: false, at: now() };
    version = -1;
  }

  function startToLoad(): void {
    isLoading = true;
    load()
      .catch(onProblem)
      .finally(() => (isLoading = false));
  }

  /** Rows that were written anew have another length. */
  function followLengths(of: LoadedRows): void {
    const last = runRead(connection, lastChange());
    const since = { after: of.position, last, from: of.from, most: MOST_FOLLOWED };
    const changed = runRead(connection, readLengthsSince(table, since));
    if (changed === null) of.isOld = true;
    else of.rows.setLengths(changed.rows, changed.lengths);
    of.position = last;
    of.from = Infinity;
  }

  function follow(): FullTextState {
    const next = runRead(connection, readFullTextState(table));
    const from = runRead(connection, kept.refresh(next.structure));
    if (loaded !== null) {
      loaded.from = Math.min(loaded.from, from);
      followLengths(loaded);
    }
    return next;
  }

  /** What was half done when something failed is not taken for whole. */
  function guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      version = -1;
      runRead(connection, kept.refresh(null));
      if (loaded !== null) loaded.from = 0;
      throw error;
    }
  }

  return {
    table,
    refresh() {
      const current = dataVersion();
      if (current === version) return state;
      state = guarded(follow);
      version = current;
      return state;
    },
    rows(isWanted) {
      const isFull = loaded !== null && loaded.rows.size() > MOST_TIMES * state.rows + ROOM;
      const isOld = loaded?.isOld === true && now() - loaded.at > LENGTHS_KEPT_MS;
      if (isWanted && !isLoading && (loaded === null || isOld || isFull)) startToLoad();
      return loaded?.rows ?? null;
    },
    postings: (rows, tokens) =>
      guarded(() => {
        const found = tokens.map((token) => runRead(connection, kept.postings(rows, token)));
        kept.shrink(Math.max(MOST_KEPT, KEPT_FOR_A_ROW * rows.size()));
        return found;
      }),
  };
}
