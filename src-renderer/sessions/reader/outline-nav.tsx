import { useEffect, useState, type RefObject } from "react";
import { formatNumber } from "../../strings/format.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import type { OutlineItem } from "./outline.ts";

export interface OutlineNavProps {
  readonly items: readonly OutlineItem[];
  readonly scroller: RefObject<HTMLElement | null>;
}

/** The session's parts beside it; the one in view is marked. */
export function OutlineNav({ items, scroller }: OutlineNavProps) {
  const current = useCurrentAnchor(items, scroller);
  return (
    <nav className="outline" aria-label={words.outline}>
      <h2 className="aside-title">{words.outline}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <a
              className="outline-item"
              href={`#${item.id}`}
              data-depth={item.depth}
              aria-current={item.id === current ? "true" : undefined}
              onClick={(event) => {
                // The hash is the route: the place in the page is gone to by hand.
                event.preventDefault();
                const target = document.getElementById(item.id);
                target?.scrollIntoView({ block: "start" });
                target?.focus({ preventScroll: true });
              }}
            >
              {item.clock !== null && <span className="outline-clock tabular">{item.clock}</span>}
              <span className="truncate">{item.label}</span>
              {item.count !== null && <span className="ui-count tabular">{formatNumber(item.count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The last part whose beginning has passed the upper third of the view. */
function useCurrentAnchor(items: readonly OutlineItem[], scroller: RefObject<HTMLElement | null>): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let frame = 0;
    const update = (): void => {
      frame = 0;
      const { top, height } = element.getBoundingClientRect();
      const edge = top + height / 3;
      let found: string | null = items[0]?.id ?? null;
      for (const { id } of items) {
        const part = document.getElementById(id);
        if (part !== null && part.getBoundingClientRect().top <= edge) found = id;
      }
      setCurrent(found);
    };
    const schedule = (): void => {
      if (frame === 0) frame = requestAnimationFrame(update);
    };
    schedule();
    element.addEventListener("scroll", schedule, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener("scroll", schedule);
    };
  }, [items, scroller]);
  return current;
}
