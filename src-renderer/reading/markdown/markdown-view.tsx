import { memo, useLayoutEffect, useMemo, useRef } from "react";
import Markdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";
import type { TextRange } from "../../../src-shared/contract/index.ts";
import type { LineRange } from "../../../src-shared/domain/index.ts";
import { classNames } from "../../ui/class-names.ts";

import { remarkReferences, type ReferenceMap } from "../references/remark-references.ts";
import { scrollToCentre } from "../text/scroll.ts";
import { CodeFence } from "./code-fence.tsx";
import { MARKDOWN_ELEMENTS } from "./markdown-elements.tsx";
import { OpenFileContext, MarkdownLink, type OpenFile } from "./markdown-link.tsx";
import { remarkLines } from "./remark-lines.ts";
import { remarkMatches } from "./remark-matches.ts";
import "./markdown.css";

export interface MarkdownViewProps {
  readonly text: string;
  /** Matches in `text`: sorted, apart. */
  readonly ranges?: readonly TextRange[];
  /** Index in `ranges` of the match to stand at; it is scrolled into view. -1 is none. */
  readonly current?: number;
  /** Line of the document at which `text` starts, 1-based. */
  readonly firstLine?: number;
  /** The passage in view, in the document's own lines; scrolled to when it changes. */
  readonly marked?: LineRange | null;
  /** What mentions of sessions, commits and beliefs lead to. Those it does not know stay text. */
  readonly references?: ReferenceMap;
  /** Opens a file that a relative link names. Without it such links are text. */
  readonly onOpenFile?: OpenFile;
  readonly className?: string;
}

const NO_RANGES: readonly TextRange[] = [];
const NO_REFERENCES: ReferenceMap = new Map();
const COMPONENTS: Components = { ...MARKDOWN_ELEMENTS, a: MarkdownLink, pre: CodeFence };

/**
 * Markdown as React elements. HTML in it shows as the text it is, nothing is loaded from anywhere, and links lead only where
 * `linkTarget` says.
 */
export const MarkdownView = memo(function MarkdownView(props: MarkdownViewProps) {
  const { text, ranges = NO_RANGES, current = -1, firstLine = 1, marked = null, references = NO_REFERENCES, onOpenFile, className } = props;
  const box = useRef<HTMLDivElement>(null);
  const start = marked?.start;
  const end = marked?.end;
  const plugins = useMemo<NonNullable<Options["remarkPlugins"]>>(
    () => [
      remarkGfm,
      [remarkLines, { firstLine, marked: start === undefined || end === undefined ? null : { start, end } }],
      [remarkMatches, { source: text, ranges }],
      [remarkReferences, { references }],
    ],
    [text, ranges, firstLine, start, end, references],
  );

  useLayoutEffect(() => {
    if (start === undefined) return;
    const target = box.current?.querySelector("[data-marked]");
    if (target != null) scrollToCentre(target);
  }, [text, start, end]);
  useLayoutEffect(() => {
    if (current < 0) return undefined;
    const marks = [...(box.current?.querySelectorAll<HTMLElement>("mark[data-match]") ?? [])];
    // Some matches lie in what is not shown, such as a link's address: then the next one that is.
    const shown = marks.find((mark) => Number(mark.dataset["match"]) >= current);
    if (shown === undefined) return undefined;
    const own = marks.filter((mark) => mark.dataset["match"] === shown.dataset["match"]);
    for (const mark of own) mark.dataset["current"] = "";
    scrollToCentre(shown, true);
    return () => {
      for (const mark of own) delete mark.dataset["current"];
    };
  }, [current, ranges, text]);

  return (
    <OpenFileContext value={onOpenFile ?? null}>
      <div ref={box} className={classNames("markdown", className)}>
        <Markdown remarkPlugins={plugins} components={COMPONENTS} urlTransform={keepUrl}>
          {text}
        </Markdown>
      </div>
    </OpenFileContext>
  );
});

/** Links and pictures decide for themselves: `MarkdownLink` by `linkTarget`, and pictures are never loaded. */
function keepUrl(url: string): string {
  return url;
}
