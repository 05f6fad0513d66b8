import type { DocumentId } from "../../../src-shared/domain/index.ts";
import type { DocumentChanges } from "./transfer-reads.ts";

/** Something that was read of a document, and when. */
export interface Stamped {
  readonly documentId: DocumentId;
  at: number;
}

/**
 * Whether what was read of a document still holds, for those who keep it: they bring what `documentChanges` tells since `mark`, stamp what
 * they read with `now`, and look before they use it whether it `holds`.
 */
export interface DocumentStamps {
  readonly mark: () => string | null;
  take(changes: DocumentChanges): void;
  readonly now: () => number;
  /** Stamps it anew when it does. */
  holds(one: Stamped): boolean;
}

/** More at once than these, and nothing holds. */
export const MOST_CHANGED = 1000;
/** About 2 MB. */
const MOST_REMEMBERED = 20_000;

export function createDocumentStamps(): DocumentStamps {
  const changed = new Map<DocumentId, number>();
  let mark: string | null = null;
  let now = 0;
  /** What is older does not hold. */
  let oldest = 0;

  return {
    mark: () => mark,
    take({ mark: next, ids }) {
      mark = next;
      now++;
      for (const id of ids ?? []) changed.set(id, now);
      if (ids !== null && changed.size <= MOST_REMEMBERED) return;
      changed.clear();
      oldest = now;
    },
    now: () => now,
    holds(one) {
      if (one.at === now) return true;
      const holds = one.at >= oldest && one.at >= (changed.get(one.documentId) ?? 0);
      if (holds) one.at = now;
      return holds;
    },
  };
}
