import type { RecordedEdit, Turn } from "../../../src-shared/domain/index.ts";

/** The changes to files in a conversation, in order, or to one file alone. Calls that failed changed nothing. */
export function recordedEdits(turns: readonly Turn[], path: string | null = null): RecordedEdit[] {
  const found: RecordedEdit[] = [];
  for (const { index, at, parts } of turns) {
    parts.forEach((part, place) => {
      if (part.kind !== "edit" || part.status === "failed") return;
      for (const edit of part.edits) if (path === null || edit.path === path) found.push({ turn: index, part: place, at, edit });
    });
  }
  return found;
}
