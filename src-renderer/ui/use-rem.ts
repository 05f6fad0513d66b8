import { useEffect, useState } from "react";

/** So many rem in whole pixels: it follows the text's scale, so that what has a known height needs no measuring. */
export function useRem(rem: number): number {
  const [fontSize, setFontSize] = useState(rootFontSize);
  useEffect(() => {
    const update = (): void => setFontSize(rootFontSize());
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "data-density"] });
    window.addEventListener("resize", update);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", update);
    };
  }, []);
  return Math.round(fontSize * rem);
}

function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
