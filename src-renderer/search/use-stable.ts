import { useCallback, useLayoutEffect, useRef } from "react";

/** A handler that stays the same function, so that what receives it need not be drawn again, and calls the latest one. */
export function useStable<A extends readonly unknown[]>(handler: (...args: A) => void): (...args: A) => void {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
