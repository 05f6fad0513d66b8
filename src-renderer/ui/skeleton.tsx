import { useEffect, useState } from "react";
import { common } from "../strings/en-common.ts";
import "./skeleton.css";

/** What takes less is shown without a skeleton: it would only blink. */
const PATIENCE_MS = 150;

/** True once `PATIENCE_MS` have passed since it was mounted. */
export function usePatience(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return over;
}

/** Grey lines where text is about to be; nothing at all for the first 150 ms. */
export function Skeleton({ lines = 6 }: { readonly lines?: number }) {
  const shown = usePatience();
  if (!shown) return null;
  return (
    <output className="ui-skeleton" aria-label={common.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="ui-skeleton-line" data-short={line % 3 === 2 || undefined} />
      ))}
    </output>
  );
}
