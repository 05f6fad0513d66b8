import { useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef, type CSSProperties } from "react";
import type { TextRange } from "../../../src-shared/contract/index.ts";
import type { LineRange } from "../../../src-shared/domain/index.ts";
import { firstEndingAfter, lineAt, lineStarts, sliceRanges } from "../text/ranges.ts";
import { CodeText } from "./code-line.tsx";
import { columnsOf, linesOf } from "./lines.ts";
import { useRowHeight } from "./use-row-height.ts";
import { useTokens } from "./use-tokens.ts";
import { WhyAtLine, type WhyLink } from "./why-link.tsx";
import "./code.css";

export interface CodeViewProps {
  readonly text: string;
  readonly language: string | null;
  /** Names the region: the file's path. */
  readonly label: string;
  /** Matches in `text`: sorted, apart. */
  readonly ranges?: readonly TextRange[];
  /** Index in `ranges` of the match to stand at; it is scrolled into view. -1 is none. */
  readonly current?: number;
  /** Lines of the passage in view; scrolled to when they change. */
  readonly marked?: LineRange | null;
  /** Where a line's number leads. */
  readonly lineHref?: (line: number) => string;
  /** Behind the first marked line. */
  readonly why?: WhyLink | null;
}

const NO_RANGES: readonly TextRange[] = [];
/** Lines coloured beyond those in sight. */
const AHEAD = 300;

/** A file's text with line numbers and colours. Only the lines in sight exist, so its size does not matter. */
export function CodeView({ text, language, label, ranges = NO_RANGES, current = -1, marked = null, lineHref, why = null }: CodeViewProps) {
  const starts = useMemo(() => lineStarts(text), [text]);
  const lines = useMemo(() => linesOf(text, starts), [text, starts]);
  const columns = useMemo(() => columnsOf(lines), [lines]);
  const scroller = useRef<HTMLDivElement>(null);
  const row = useRowHeight();
  // oxlint-disable-next-line react/incompatible-library -- the page is built without React's compiler
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => row,
    overscan: 20,
  });
  useLayoutEffect(() => rows.measure(), [row, rows]);
  const drawn = rows.getVirtualItems();
  const tokens = useTokens(lines, language, (drawn.at(-1)?.index ?? 0) + AHEAD);
  const currentRange = ranges[current];

  useLayoutEffect(() => {
    const line = placeOf(marked, ranges, starts);
    rows.scrollToIndex(line === null ? 0 : line - 1, { align: line === null ? "start" : "center" });
    if (scroller.current !== null) scroller.current.scrollLeft = 0;
    // oxlint-disable-next-line react/exhaustive-deps -- matches that come later must not take the place away
  }, [marked?.start, marked?.end, text, rows]);
  useLayoutEffect(() => {
    if (currentRange !== undefined) rows.scrollToIndex(lineAt(starts, currentRange.start) - 1, { align: "auto" });
  }, [currentRange, rows, starts]);

  const width = String(lines.length).length;
  return (
    <section
      ref={scroller}
      className="code"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keyboard
      tabIndex={0}
      style={{ "--row": `${row}px`, "--gutter": width } as CSSProperties}
    >
      <div className="code-space" style={{ height: rows.getTotalSize(), minWidth: `calc(${columns + 4}ch + ${width}ch + 5rem)` }}>
        <div className="code-rows" style={{ transform: `translateY(${drawn[0]?.start ?? 0}px)` }}>
          {drawn.map(({ index }) => {
            const start = starts[index] ?? 0;
            const line = lines[index] ?? "";
            const own = ranges.length === 0 ? NO_RANGES : sliceRanges(ranges, start, start + line.length);
            const number = index + 1;
            const isMarked = marked !== null && marked.start <= number && number <= marked.end;
            return (
              <div key={index} className="code-row" data-marked={isMarked || undefined}>
                {lineHref === undefined ? (
                  <span className="code-number" data-number={number} aria-hidden />
                ) : (
                  <a className="code-number" data-number={number} href={lineHref(number)} tabIndex={-1} aria-hidden />
                )}
                <code className="code-text">
                  <CodeText
                    text={line}
                    tokens={tokens[index]}
                    ranges={own}
                    current={own.length === 0 ? -1 : current - firstEndingAfter(ranges, start)}
                  />
                </code>
                {why !== null && number === marked?.start && <WhyAtLine {...why} />}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** The line to show: the first match in the marked passage where that lies deep in it, else the passage's start. */
function placeOf(marked: LineRange | null, ranges: readonly TextRange[], starts: readonly number[]): number | null {
  if (marked === null) return null;
  const first = ranges[firstEndingAfter(ranges, starts[marked.start - 1] ?? 0)];
  if (first === undefined) return marked.start;
  const line = lineAt(starts, first.start);
  return line > marked.start + 12 && line <= marked.end ? line : marked.start;
}
