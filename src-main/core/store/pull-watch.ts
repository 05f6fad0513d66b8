import { statSync } from "node:fs";

/** Told of every pull of a process that cannot tell anything meanwhile: libSQL blocks it. */
export interface PullWatch {
  begin(): void;
  /** It ended, or its process did. */
  end(): void;
}

export interface PullWatchOptions {
  /** The replica's file. */
  readonly path: string;
  /** Rejects when the server does not answer. */
  readonly probe: () => Promise<unknown>;
  /** The pull will not come to an end. */
  readonly onStall: () => void;
}

const LOOK_MS = 1000;
/** Without a page for so long, the server is asked whether it is there. */
const QUIET_MS = 15_000;
/**
 * One that is there is believed for so long: pages are written when an answer is whole, which has up to a thousand (4 MB; sqld 0.24.32),
 * and 20 KB a second is slow and still going. Past that only the connection can be dead.
 */
const MOST_MS = 240_000;

const FILES = ["", "-wal", "-info", "-client_wal_index"];

/** Looks whether a replica grows while it is pulled: libSQL waits for ever for a server whose connection is half open (seen with 0.5.29). */
export function watchPulls({ path, probe, onStall }: PullWatchOptions): PullWatch {
  let timer: NodeJS.Timeout | undefined;
  let seen = "";
  let since = 0;
  let probing = false;

  const traces = (): string =>
    FILES.map((suffix) => {
      const { size, mtimeMs } = statSync(`${path}${suffix}`, { throwIfNoEntry: false }) ?? { size: -1, mtimeMs: 0 };
      return `${size}@${mtimeMs}`;
    }).join();
  function end(): void {
    clearInterval(timer);
    timer = undefined;
  }
  function stalled(of: NodeJS.Timeout): void {
    if (timer !== of) return;
    end();
    onStall();
  }
  function look(): void {
    const of = timer;
    const now = traces();
    if (of === undefined || now !== seen) {
      seen = now;
      since = performance.now();
      return;
    }
    const quiet = performance.now() - since;
    if (quiet > MOST_MS) return stalled(of);
    if (quiet < QUIET_MS || probing) return;
    probing = true;
    const before = seen;
    probe()
      .catch(() => (seen === before && traces() === before ? stalled(of) : undefined))
      .finally(() => (probing = false));
  }

  return {
    begin() {
      end();
      seen = "";
      timer = setInterval(look, LOOK_MS).unref();
      look();
    },
    end,
  };
}
