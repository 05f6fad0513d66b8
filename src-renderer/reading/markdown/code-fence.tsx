import type { Element } from "hast";
import { useMemo, type ComponentPropsWithoutRef } from "react";
import { CopyButton } from "../../ui/copy-button.tsx";
import { CodeText } from "../code/code-line.tsx";
import { linesOf } from "../code/lines.ts";
import { useTokens } from "../code/use-tokens.ts";
import { lineStarts, sliceRanges } from "../text/ranges.ts";
import { fenceOf } from "./fence.ts";
import "../code/code.css";

type PreProps = ComponentPropsWithoutRef<"pre"> & { readonly node?: Element | undefined };

/** A code block of a document: its language's colours, its matches, and a button to copy it. */
export function CodeFence({ node }: PreProps) {
  const fence = useMemo(() => fenceOf(node), [node]);
  const { starts, lines } = useMemo(() => {
    const at = lineStarts(fence.text);
    return { starts: at, lines: linesOf(fence.text, at) };
  }, [fence]);
  const tokens = useTokens(lines, fence.language);
  return (
    <div className="markdown-fence" data-line={fence.line ?? undefined} data-marked={fence.marked ? "" : undefined}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keyboard */}
      <pre tabIndex={0}>
        <code>
          {lines.map((line, index) => {
            const start = starts[index] ?? 0;
            return (
              <span key={start}>
                <CodeText text={line} tokens={tokens[index]} ranges={sliceRanges(fence.matches, start, start + line.length)} />
                {"\n"}
              </span>
            );
          })}
        </code>
      </pre>
      <CopyButton text={fence.text} size="small" variant="quiet" className="markdown-copy" />
    </div>
  );
}
