import { memo } from "react";
import { CodeText } from "../code/code-line.tsx";
import type { CodeToken } from "../code/segments.ts";
import type { DiffLine } from "./parse-diff.ts";

const SIGNS = { added: "+", removed: "−", context: "", note: "" } as const;

/** One line of a diff: both numbers, the sign, the text. The sign says what the colour says. */
export const DiffLineRow = memo(function DiffLineRow({
  line,
  tokens,
}: {
  readonly line: DiffLine;
  readonly tokens: readonly CodeToken[] | undefined;
}) {
  return (
    <div className="code-row diff-line" data-kind={line.kind}>
      <span className="diff-numbers" aria-hidden>
        <span className="diff-number" data-number={line.before ?? ""} />
        <span className="diff-number" data-number={line.after ?? ""} />
        <span className="diff-sign" data-number={SIGNS[line.kind]} />
      </span>
      <code className="code-text">
        {line.kind === "note" ? <em className="diff-note">{line.text}</em> : <CodeText text={line.text} tokens={tokens} ranges={[]} />}
      </code>
    </div>
  );
});
