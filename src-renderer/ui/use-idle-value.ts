import { startTransition, useEffect, useState } from "react";

/** It comes at the latest then, however busy the page is. */
const LATEST_MS = 300;

/**
 * A value that follows another when the page has nothing else to do: for what is much to draw and may come after what is typed has been
 * painted. Values that come in quick succession are passed over.
 */
export function useIdleValue<T>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    const request = requestIdleCallback(() => startTransition(() => setShown(() => value)), { timeout: LATEST_MS });
    return () => cancelIdleCallback(request);
  }, [value]);
  return shown;
}
