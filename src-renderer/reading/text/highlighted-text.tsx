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
  let at = 0;
  const parts = marks.flatMap((mark) => {
    const before = text.slice(at, mark.start);
    at = mark.end;
    return [before, <mark key={mark.start}>{text.slice(mark.start, mark.end)}</mark>];
  });
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
