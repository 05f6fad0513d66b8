import { useEffect } from "react";

/** A file dropped where nothing takes it would make a browser leave the app and show the file. */
export function useDropGuard(): void {
  useEffect(() => {
    const stop = new AbortController();
    const guard = (event: DragEvent): void => {
      if (event.defaultPrevented || event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    };
    window.addEventListener("dragover", guard, stop);
    window.addEventListener("drop", guard, stop);
    return () => stop.abort();
  }, []);
}
