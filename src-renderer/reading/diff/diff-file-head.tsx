import { ChevronDown, ChevronRight } from "lucide-react";
import { reading } from "../../strings/en-reading.ts";
import { formatNumber } from "../../strings/format.ts";
import type { DiffFile } from "./parse-diff.ts";

export interface DiffFileHeadProps {
  readonly file: DiffFile;
  readonly isCollapsed: boolean;
  readonly onToggle: () => void;
  readonly href: string | null;
  readonly height: number;
}

/** The head of a file in a diff: its path, what happened to it, and how much. */
export function DiffFileHead({ file, isCollapsed, onToggle, href, height }: DiffFileHeadProps) {
  const Icon = isCollapsed ? ChevronRight : ChevronDown;
  return (
    <div className="diff-file" style={{ height }}>
      <button type="button" className="diff-toggle" aria-expanded={!isCollapsed} aria-label={file.path} onClick={onToggle}>
        <Icon size="1.15em" strokeWidth={1.75} aria-hidden />
      </button>
      {href === null ? (
        <span className="diff-path truncate">{file.path}</span>
      ) : (
        <a className="diff-path truncate" href={href}>
          {file.path}
        </a>
      )}
      {file.oldPath !== null && <span className="diff-note truncate">{reading.renamedFrom(file.oldPath)}</span>}
      {file.status !== "modified" && <span className="diff-note">{reading.fileStatus[file.status]}</span>}
      <DiffCounts additions={file.additions} deletions={file.deletions} />
    </div>
  );
}

/** `+12 −3`, each with its word for assistive technology. Null (binary) shows nothing. */
export function DiffCounts({ additions, deletions }: { readonly additions: number | null; readonly deletions: number | null }) {
  if (additions === null || deletions === null) return null;
  const plus = formatNumber(additions);
  const minus = formatNumber(deletions);
  return (
    <span className="diff-counts tabular">
      <span className="diff-plus">
        <span aria-hidden>+{plus}</span>
        <span className="visually-hidden">{reading.additions(plus)}</span>
      </span>
      <span className="diff-minus">
        <span aria-hidden>−{minus}</span>
        <span className="visually-hidden">{reading.deletions(minus)}</span>
      </span>
    </span>
  );
}
