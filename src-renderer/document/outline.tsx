import type { CSSProperties } from "react";
import { documents } from "../strings/en-document.ts";
import { formatNumber } from "../strings/format.ts";
import type { OutlineEntry } from "./outline-of.ts";

export interface OutlineProps {
  readonly entries: readonly OutlineEntry[];
  readonly line: number | null;
  readonly onGo: (line: number) => void;
}

/** What a document holds, to go there. */
export function Outline({ entries, line, onGo }: OutlineProps) {
  const current = line === null ? undefined : entries.findLast((entry) => entry.line <= line);
  return (
    <nav className="document-outline" aria-label={documents.outline}>
      <ul>
        {entries.map((entry) => (
          <li key={`${entry.line}:${entry.title}`}>
            <button
              type="button"
              className="document-outline-entry"
              style={{ "--depth": entry.depth } as CSSProperties}
              aria-current={entry === current ? "location" : undefined}
              title={entry.title}
              onClick={() => onGo(entry.line)}
            >
              <span className="truncate" data-code={entry.kind === "heading" ? undefined : ""}>
                {entry.title}
              </span>
              {entry.kind !== "heading" && <span className="document-outline-kind">{entry.kind}</span>}
              <span className="visually-hidden">{formatNumber(entry.line)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
