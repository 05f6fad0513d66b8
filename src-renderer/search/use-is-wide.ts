import { useEffect, useState, type RefObject } from "react";

/** In root font sizes: below it, list and preview do not fit beside each other. */
const WIDE_REM = 66;

/** Whether the element has room for two panes; it follows the window and the text's scale. */
export function useIsWide(element: RefObject<HTMLElement | null>): boolean {
  const [isWide, setWide] = useState(true);
  useEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(() => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setWide(box.clientWidth >= WIDE_REM * rem);
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return isWide;
}
