import { useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef, useState, type CSSProperties } from "react";
import { columnsOf } from "../code/lines.ts";
import { useRowHeight } from "../code/use-row-height.ts";
import { reading } from "../../strings/en-reading.ts";
import { DiffFileHead } from "./diff-file-head.tsx";
import { DiffLineRow } from "./diff-line-row.tsx";
import { diffRows, type DiffRow } from "./diff-rows.ts";
import { parseDiff } from "./parse-diff.ts";
import { useDiffTokens } from "./use-diff-tokens.ts";
import "../code/code.css";
import "./diff.css";

export interface DiffViewProps {
  /** Unified, as git prints it. */
  readonly text: string;
  /** Names the region. */
  readonly label: string;
  /** The file to start at. */
  readonly path?: string | null;
  /** Where a file's name leads; null where it leads nowhere. */
  readonly fileHref?: ((path: string) => string | null) | undefined;
}

/** A file with more lines than this starts collapsed: generated files must not bury the others. */
const LARGE = 800;

/** A unified diff, file by file: collapsible, coloured, and only the rows in sight exist. */
export function DiffView({ text, label, path = null, fileHref }: DiffViewProps) {
  const files = useMemo(() => parseDiff(text), [text]);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(
    () =>
      new Set(
        files.length === 1
          ? []
          : files.filter((file) => file.additions + file.deletions > LARGE && file.path !== path).map((file) => file.path),
      ),
  );
  const rowsData = useMemo(() => diffRows(files, collapsed), [files, collapsed]);
  const columns = useMemo(() => columnsOf(rowsData.flatMap((row) => (row.kind === "line" ? [row.line.text] : []))), [rowsData]);
  const tokens = useDiffTokens(files);
  const scroller = useRef<HTMLDivElement>(null);
  const height = useRowHeight();
  // oxlint-disable-next-line react/incompatible-library -- the page is built without React's compiler
  const rows = useVirtualizer({
    count: rowsData.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rowsData[index], height),
    overscan: 20,
  });
  useLayoutEffect(() => rows.measure(), [height, rows, rowsData]);
  useLayoutEffect(() => {
    const at = path === null ? -1 : rowsData.findIndex((row) => row.kind === "file" && files[row.file]?.path === path);
    rows.scrollToIndex(Math.max(0, at), { align: "start" });
    // oxlint-disable-next-line react/exhaustive-deps -- collapsing a file must not move the view
  }, [path, files, rows]);

  const toggle = (file: string): void =>
    setCollapsed((known) => (known.has(file) ? new Set([...known].filter((one) => one !== file)) : new Set([...known, file])));

  if (files.length === 0) return <p className="diff-empty">{reading.emptyDiff}</p>;
  const drawn = rows.getVirtualItems();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keyboard
    <section ref={scroller} className="code diff" aria-label={label} tabIndex={0} style={{ "--row": `${height}px` } as CSSProperties}>
      <div className="code-space" style={{ height: rows.getTotalSize(), minWidth: `calc(${columns + 4}ch + 12rem)` }}>
        <div className="code-rows" style={{ transform: `translateY(${drawn[0]?.start ?? 0}px)` }}>
          {drawn.map(({ index }) => {
            const row = rowsData[index];
            const file = row === undefined ? undefined : files[row.file];
            if (row === undefined || file === undefined) return null;
            switch (row.kind) {
              case "file":
                return (
                  <DiffFileHead
                    key={index}
                    file={file}
                    isCollapsed={collapsed.has(file.path)}
                    onToggle={() => toggle(file.path)}
                    href={fileHref?.(file.path) ?? null}
                    height={heightOf(row, height)}
                  />
                );
              case "hunk":
                return (
                  <div key={index} className="diff-hunk truncate" style={{ height: heightOf(row, height) }}>
                    {row.heading}
                  </div>
                );
              case "binary":
                return (
                  <div key={index} className="diff-hunk">
                    {reading.binaryFile}
                  </div>
                );
              case "line":
                return <DiffLineRow key={index} line={row.line} tokens={tokens(row.file, row.hunk, row.index)} />;
            }
          })}
        </div>
      </div>
    </section>
  );
}

function heightOf(row: DiffRow | undefined, height: number): number {
  return row?.kind === "file" ? height * 2 : row?.kind === "hunk" ? Math.round(height * 1.2) : height;
}
