import { FolderOpen } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTransport } from "../app/core-context.tsx";
import { libraryWords } from "../strings/en-library.ts";
import { classNames } from "../ui/class-names.ts";
import { answerDrop, droppedItems, type DropAnswer } from "./dropped.ts";

/** Watches the whole window for dropped files while mounted, and answers what they are. True while something hovers over it. */
export function useWindowDrop(onDrop: (answer: DropAnswer) => void): boolean {
  const { pathForFile } = useTransport();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setOver(false);
      onDrop(answerDrop(droppedItems(event.dataTransfer, pathForFile)));
    };
    window.addEventListener("dragover", over, stop);
    window.addEventListener("dragleave", leave, stop);
    window.addEventListener("drop", drop, stop);
    return () => stop.abort();
  }, [onDrop, pathForFile]);
  return isOver;
}

/** The place to drop a repository, and the other ways to name one below it. */
export function DropTarget({ isOver, children }: { readonly isOver: boolean; readonly children: ReactNode }) {
  return (
    <div className={classNames("drop-target", isOver && "drop-target-over")}>
      <FolderOpen size="2.6em" strokeWidth={1.1} aria-hidden />
      <h1 className="drop-title">{isOver ? libraryWords.drop.release : libraryWords.drop.title}</h1>
      {children}
    </div>
  );
}
