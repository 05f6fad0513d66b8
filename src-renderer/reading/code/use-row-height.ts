import { useEffect, useState } from "react";

/** A row of code in the root's font size. */
const ROW_REM = 20 / 13;

/** Height of a line of code in whole pixels: it follows the text's scale, so that rows need no measuring. */
export function useRowHeight(): number {
  const [height, setHeight] = useState(rowHeight);
  useEffect(() => {
    const update = (): void => setHeight(rowHeight());
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "data-density"] });
    window.addEventListener("resize", update);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", update);
    };
  }, []);
  return height;
}

function rowHeight(): number {
  return Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * ROW_REM);
}
