import { watch, type FSWatcher } from "node:fs";

/** After a rest: long enough for the several events of one save, short enough that the change is searchable at once. */
const DEBOUNCE_MS = 50;
/** While changes keep coming (a build, a checkout): fewer, larger runs. */
const BUSY_DEBOUNCE_MS = 250;
const REST_MS = 2_000;
/** A folder that never comes to rest (a build writing logs) is reported all the same. */
const LONGEST_WAIT_MS = 5_000;
const POLL_MS = 30_000;

export interface WatchOptions {
  readonly root: string;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Something may have changed; looking whether it did is the caller's. Called once for many changes. */
  readonly onChange: () => void;
}

/**
 * Watches a folder and all below it. Never throws: where the system cannot watch (inotify's limit, network shares, a folder that
 * goes away) `onChange` is called every 30 seconds instead. Keeps no process alive.
 */
export function watchFolder({ root, signal, onChange }: WatchOptions): void {
  if (signal.aborted) return;
  let watcher: FSWatcher | null = null;
  let quiet: NodeJS.Timeout | null = null;
  let longest: NodeJS.Timeout | null = null;
  let poll: NodeJS.Timeout | null = null;
  let lastFire = Number.NEGATIVE_INFINITY;

  function fire(): void {
    if (quiet !== null) clearTimeout(quiet);
    if (longest !== null) clearTimeout(longest);
    quiet = longest = null;
    lastFire = performance.now();
    onChange();
  }
  function changed(_: string, name: string | null): void {
    if (name !== null && !concernsIndex(name)) return;
    if (quiet !== null) clearTimeout(quiet);
    const isBusy = performance.now() - lastFire < REST_MS;
    quiet = setTimeout(fire, isBusy ? BUSY_DEBOUNCE_MS : DEBOUNCE_MS).unref();
    longest ??= setTimeout(fire, LONGEST_WAIT_MS).unref();
  }
  function fallBack(): void {
    watcher?.close();
    watcher = null;
    if (!signal.aborted) poll ??= setInterval(onChange, POLL_MS).unref();
  }

  signal.addEventListener(
    "abort",
    () => {
      watcher?.close();
      for (const timer of [quiet, longest, poll]) if (timer !== null) clearTimeout(timer);
    },
    { once: true },
  );
  try {
    watcher = watch(root, { recursive: true, persistent: false }, changed);
    watcher.on("error", fallBack);
  } catch {
    fallBack();
  }
}

/** Git's own files matter only where they say that history or the branch moved; git writes locks and objects all the time. */
export function concernsIndex(name: string): boolean {
  const path = name.replaceAll("\\", "/");
  if (path !== ".git" && !path.startsWith(".git/")) return true;
  if (path.endsWith(".lock")) return false;
  return path === ".git/HEAD" || path === ".git/packed-refs" || path.startsWith(".git/refs/");
}
