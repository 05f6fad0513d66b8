import { useMemo, type CSSProperties } from "react";
import { useRowHeight } from "../code/use-row-height.ts";
import { DiffLineRow } from "./diff-line-row.tsx";
import { editFile } from "./edit-lines.ts";
import { useDiffTokens } from "./use-diff-tokens.ts";
import "../code/code.css";
import "./diff.css";

export interface EditDiffProps {
  readonly path: string;
  readonly removed: string;
  readonly added: string;
  /** Names the region. */
  readonly label: string;
}

/** What an edit took out and put in, coloured, all of it: for short texts inside something that scrolls. */
export function EditDiff({ path, removed, added, label }: EditDiffProps) {
  const files = useMemo(() => [editFile(path, removed, added)], [path, removed, added]);
  const tokens = useDiffTokens(files);
  const height = useRowHeight();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keyboard
    <section className="code diff-edit" aria-label={label} tabIndex={0} style={{ "--row": `${height}px` } as CSSProperties}>
      <div className="diff-edit-lines">
        {files[0]?.hunks[0]?.lines.map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines have nothing else, and never move
          <DiffLineRow key={index} line={line} tokens={tokens(0, 0, index)} />
        ))}
      </div>
    </section>
  );
}
