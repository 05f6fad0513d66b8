import type { SyncPhase as AnySyncPhase } from "../../../../src-shared/contract/sync.ts";
import type { Obstacle } from "./errors.ts";
import type { Instant } from "../../../../src-shared/domain/index.ts";

/** How a replica, or a remote database, stands. `off` is told by whoever has no such store, `syncing` by who syncs in rounds. */
export type SyncPhase = Exclude<AnySyncPhase, "off" | "syncing">;

export interface SyncState {
  readonly phase: SyncPhase;
  /** Since when it is in this phase. */
  readonly since: Instant;
  /** When this machine last had everything that the primary has. */
  readonly syncedAt: Instant | null;
  /** What stands in the way and what to do, for a person; empty when nothing does. */
  readonly message: string;
  /** Writes that wait for the primary. */
  readonly waiting: { readonly operations: number; readonly bytes: number };
  /** When the next attempt is made; null when none is planned. */
  readonly nextAt: Instant | null;
  /** What the last sync that brought something brought. */
  readonly last: SyncReport | null;
  /** Which library the server holds; another text means that what was known of it no longer counts. Null before it was asked. */
  readonly library: string | null;
}

/** Obstacles that do not go away by waiting: someone has to look. */
const LASTING: ReadonlySet<Obstacle> = new Set(["not-a-database", "tls", "wiped", "replaced"]);

/** What an obstacle means for the state. */
export function phaseOf(obstacle: Obstacle | null): SyncPhase {
  if (obstacle === "token" || obstacle === "read-only") return "sign-in";
  return obstacle === null || LASTING.has(obstacle) ? "failed" : "offline";
}

export interface SyncReport {
  readonly at: Instant;
  /** Pages of the database that were fetched. */
  readonly frames: number;
  /** Waiting writes that were sent. */
  readonly sent: number;
  readonly milliseconds: number;
}

/** Holds the state and tells every change. */
export function createSyncState(onChange: (state: SyncState) => void) {
  let state: SyncState = {
    phase: "connecting",
    since: new Date().toISOString(),
    syncedAt: null,
    message: "",
    waiting: { operations: 0, bytes: 0 },
    nextAt: null,
    last: null,
    library: null,
  };
  return {
    current: (): SyncState => state,
    set(change: Partial<Omit<SyncState, "since">>): void {
      const since = change.phase !== undefined && change.phase !== state.phase ? new Date().toISOString() : state.since;
      state = { ...state, ...change, since };
      onChange(state);
    },
  };
}
