import { createContext, use } from "react";
import type { OpenFile } from "../../reading/markdown/markdown-link.tsx";
import type { ReferenceMap } from "../../reading/references/remark-references.ts";

export interface ReaderScope {
  readonly sessionId: string;
  readonly references: ReferenceMap;
  readonly onOpenFile: OpenFile;
  /** The observation and the anchor that the address' line leads to. */
  readonly markedObservation: number | null;
  readonly markedAnchor: string | null;
  /** Goes to a line of this session, also when the address leads there already. */
  readonly goToLine: (line: number) => void;
  /** Goes to a part of a turn, unfolded; null where there are no turns. */
  readonly goToPart: ((turn: number, part: number) => void) | null;
}

/** What every part of the reader needs of the session around it. */
export const ReaderContext = createContext<ReaderScope | null>(null);

export function useReader(): ReaderScope {
  const scope = use(ReaderContext);
  if (scope === null) throw new Error("useReader() needs a <ReaderContext> above it.");
  return scope;
}
