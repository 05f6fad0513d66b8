import { memo } from "react";
import type { TextRange } from "../../../src-shared/contract/index.ts";
import { reading } from "../../strings/en-reading.ts";
import { formatNumber } from "../../strings/format.ts";
import { segmentsOf, type CodeToken } from "./segments.ts";

/** A longer line (minified code, data) is cut for display. */
const MAX_SHOWN = 10_000;

export interface CodeTextProps {
  readonly text: string;
  readonly tokens: readonly CodeToken[] | undefined;
  /** Matches, relative to the line. */
  readonly ranges: readonly TextRange[];
  /** Index in `ranges` of the match that n and N stand at, or -1. */
  readonly current?: number;
}

/** One line of code: colours and matches. */
export const CodeText = memo(function CodeText({ text, tokens, ranges, current = -1 }: CodeTextProps) {
  const cut = text.length > MAX_SHOWN;
  const shown = cut ? text.slice(0, MAX_SHOWN) : text;
  const coloured = tokens === undefined || cut ? [{ text: shown, tone: "" }] : tokens;
  let offset = 0;
  return (
    <>
      {segmentsOf(coloured, ranges).map((segment) => {
        const start = offset;
        offset += segment.text.length;
        const tone = segment.tone === "" ? undefined : `syntax-${segment.tone}`;
        if (segment.match < 0) {
          return tone === undefined ? (
            segment.text
          ) : (
            <span key={start} className={tone}>
              {segment.text}
            </span>
          );
        }
        return (
          <mark key={start} className={tone} data-current={segment.match === current || undefined}>
            {segment.text}
          </mark>
        );
      })}
      {cut && <span className="code-cut">{reading.lineCut(formatNumber(text.length - MAX_SHOWN))}</span>}
    </>
  );
});
