import { Fragment } from "react";
import type { TextRange } from "../../../src-shared/contract/index.ts";
import { normaliseRanges } from "./ranges.ts";

export interface HighlightedTextProps {
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

/** Text with its matched parts in `<mark>`. */
export function HighlightedText({ text, ranges }: HighlightedTextProps) {
  const marks = normaliseRanges(ranges, text.length);
  if (marks.length === 0) return <>{text}</>;
  const tail = marks.at(-1)?.end ?? 0;
  return (
    <>
      {marks.map((mark, index) => (
        <Fragment key={mark.start}>
          {text.slice(marks[index - 1]?.end ?? 0, mark.start)}
          <mark>{text.slice(mark.start, mark.end)}</mark>
        </Fragment>
      ))}
      {text.slice(tail)}
    </>
  );
}
