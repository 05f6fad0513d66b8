import { watch } from "node:fs";
import { foldersLeftOut } from "./watched-folders.ts";
import { watchTree } from "./watch-tree.ts";

/** After a rest: long enough for the several events of one save, short enough that the change is searchable at once. */
const DEBOUNCE_MS = 50;
/** While changes keep coming (a build, a checkout): fewer, larger runs. */
const BUSY_DEBOUNCE_MS = 250;
const REST_MS = 2_000;
/** A folder that never comes to rest (a build writing logs) is reported all the same. */
const LONGEST_WAIT_MS = 5_000;
const POLL_MS = 30_000;

/** Where the system watches a tree as a whole; elsewhere each of its folders is watched. */
const WATCHES_TREES: ReadonlySet<NodeJS.Platform> = new Set(["darwin", "win32"]);

export interface WatchOptions {
  readonly root: string;
  /** The user's rules that take ignored files in. */
  readonly include: readonly string[];
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Something may have changed; looking whether it did is the caller's. Called once for many changes. */
  readonly onChange: () => void;
}

/**
 * Watches a folder and all below it. Never throws: where the system cannot watch (inotify's limit, network shares, a folder that
 * goes away) `onChange` is called every 30 seconds instead. Keeps no process alive.
 */
export function watchFolder({ root, include, signal, onChange }: WatchOptions): void {
  if (signal.aborted) return;
  // What watches ends by it when it cannot go on, or is to end.
  const watching = new AbortController();
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
  function changed(name: string | null): void {
    if (name !== null && !concernsIndex(name)) return;
    if (quiet !== null) clearTimeout(quiet);
    const isBusy = performance.now() - lastFire < REST_MS;
    quiet = setTimeout(fire, isBusy ? BUSY_DEBOUNCE_MS : DEBOUNCE_MS).unref();
    longest ??= setTimeout(fire, LONGEST_WAIT_MS).unref();
  }
  function fallBack(): void {
    watching.abort();
    if (!signal.aborted) poll ??= setInterval(onChange, POLL_MS).unref();
  }

  signal.addEventListener(
    "abort",
    () => {
      watching.abort();
      for (const timer of [quiet, longest, poll]) if (timer !== null) clearTimeout(timer);
    },
    { once: true },
  );
  const leftOut = () => foldersLeftOut(root, include, watching.signal);
  if (WATCHES_TREES.has(process.platform)) watchWhole(root, watching.signal, changed, fallBack);
  else void watchTree({ root, signal: watching.signal, leftOut, onChange: changed, onError: fallBack });
}

function watchWhole(root: string, signal: AbortSignal, onChange: (name: string | null) => void, onError: () => void): void {
  try {
    watch(root, { recursive: true, persistent: false, signal }, (_, name) => onChange(name)).on("error", onError);
  } catch {
    onError();
  }
}

/** Git's own files matter only where they say that history or the branch moved; git writes locks and objects all the time. */
function concernsIndex(name: string): boolean {
  const path = name.replaceAll("\\", "/");
  if (path !== ".git" && !path.startsWith(".git/")) return true;
  if (path.endsWith(".lock")) return false;
  return path === ".git/HEAD" || path === ".git/packed-refs" || path.startsWith(".git/refs/");
}
