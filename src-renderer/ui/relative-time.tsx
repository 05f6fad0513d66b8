import { useSyncExternalStore } from "react";
import { formatFullDateTime, formatRelative } from "../strings/format.ts";

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

/** One clock for all times on the page; it stands still while nothing shows a time. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The clock's last tick; the first component after a pause finds it too old and sets it. */
function currentTick(): number {
  const real = Date.now();
  if (real - now >= TICK_MS) now = real;
  return now;
}

/** `5 minutes ago`, with the whole date and time on hover. */
export function RelativeTime({ instant, className }: { readonly instant: string; readonly className?: string }) {
  const at = useSyncExternalStore(subscribe, currentTick);
  return (
    <time dateTime={instant} title={formatFullDateTime(instant)} className={className}>
      {formatRelative(instant, at)}
    </time>
  );
}
