import { realpathSync, unwatchFile, watch, watchFile, type FSWatcher } from "node:fs";
import { basename, dirname } from "node:path";

const SETTLE_MS = 100;
const POLL_MS = 2000;

/**
 * Tells when a file may have changed, also when an editor replaces it, and when it comes into being. Where the system offers no
 * notifications the file is looked at every two seconds. The listener should compare: it can be called without a change.
 * @returns the function that ends it.
 */
export function watchFileChanges(path: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const soon = (): void => {
    if (ended) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS).unref();
  };

  const watchers: FSWatcher[] = [];
  let isPolling = false;
  const poll = (): void => {
    if (isPolling || ended) return;
    isPolling = true;
    watchFile(path, { interval: POLL_MS, persistent: false }, soon);
  };
  // The folder, not the file: a replaced file is another inode. A linked file changes in its own folder.
  for (const file of new Set([path, resolved(path)])) {
    try {
      const watcher = watch(dirname(file), { persistent: false }, (_event, name) => {
        if (name === null || name === basename(file)) soon();
      });
      watcher.on("error", poll);
      watchers.push(watcher);
    } catch {
      poll();
    }
  }
  return () => {
    ended = true;
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    if (isPolling) unwatchFile(path, soon);
  };
}

function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
