import { useMemo } from "react";
import type { DocumentView } from "../../../src-shared/contract/index.ts";
import type { LineRange } from "../../../src-shared/domain/index.ts";
import { CodeView } from "../code/code-view.tsx";
import type { WhyLink } from "../code/why-link.tsx";
import { FindBar } from "../find/find-bar.tsx";
import { useFind } from "../find/use-find.ts";
import { splitFrontMatter } from "../markdown/front-matter.ts";
import { MarkdownView } from "../markdown/markdown-view.tsx";
import { useOpenFile } from "../markdown/use-open-file.ts";
import { useReferences } from "../references/use-references.ts";
import { excerptOf } from "./excerpt.ts";
import "./document.css";

export interface DocumentTextProps {
  readonly view: DocumentView;
  readonly marked: LineRange | null;
  readonly mode: "rendered" | "source";
  /** Characters up to which rendered Markdown is shown whole; of longer ones the section around the passage. */
  readonly whole?: number;
  readonly lineHref?: (line: number) => string;
  /** Shown behind the first marked line of source. */
  readonly why?: WhyLink | null;
}

/** A document's text, as code or as rendered Markdown, with its matches and find in page. */
export function DocumentText({ view, marked, mode, whole = Number.POSITIVE_INFINITY, lineHref, why = null }: DocumentTextProps) {
  return mode === "source" ? (
    <Source view={view} marked={marked} why={why} {...(lineHref === undefined ? {} : { lineHref })} />
  ) : (
    <Rendered view={view} marked={marked} whole={whole} />
  );
}

/** Longer Markdown is not rendered whole: it would take longer than anybody waits. */
export const MAX_RENDERED = 400_000;

/** Whether a document is read as rendered Markdown. */
export function isMarkdown(view: DocumentView): boolean {
  const { language, kind } = view.document;
  return language === "markdown" || kind === "session" || kind === "belief";
}

function Source({ view, marked, lineHref, why = null }: Pick<DocumentTextProps, "view" | "marked" | "lineHref" | "why">) {
  const find = useFind({ text: view.text, given: view.matches, marked });
  return (
    <div className="document-text">
      <FindBar find={find} />
      <CodeView
        text={view.text}
        language={view.document.language}
        label={view.document.path}
        ranges={find.ranges}
        current={find.current}
        marked={marked}
        why={why}
        {...(lineHref === undefined ? {} : { lineHref })}
      />
    </div>
  );
}

function Rendered({ view, marked, whole }: { readonly view: DocumentView; readonly marked: LineRange | null; readonly whole: number }) {
  const start = marked?.start;
  const end = marked?.end;
  const excerpt = useMemo(() => {
    const lines = start === undefined || end === undefined ? null : { start, end };
    return excerptOf(splitFrontMatter(view.text).body, view.matches, lines, whole);
  }, [view, start, end, whole]);
  const find = useFind({ text: excerpt.text, given: excerpt.ranges });
  const references = useReferences(view.document.repositoryId, excerpt.text);
  const openFile = useOpenFile(view.document.repositoryId, view.document.path);
  return (
    <div className="document-text">
      <FindBar find={find} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keyboard */}
      <section className="document-rendered" aria-label={view.document.path} tabIndex={0}>
        <MarkdownView
          text={excerpt.text}
          ranges={find.ranges}
          current={find.current}
          firstLine={excerpt.firstLine}
          marked={marked}
          references={references}
          onOpenFile={openFile}
        />
      </section>
    </div>
  );
}
