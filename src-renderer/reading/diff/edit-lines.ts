import { editLines } from "../../../src-shared/domain/index.ts";
import type { DiffFile, DiffLine } from "./parse-diff.ts";

/** What an edit took out and put in, as one file of a diff. Its lines have no numbers: an edit does not say where it stood. */
export function editFile(path: string, removed: string, added: string): DiffFile {
  const edit = editLines(removed, added);
  const line = (kind: DiffLine["kind"]) => (text: string) => ({ kind, text, before: null, after: null });
  const lines = [
    ...edit.before.map(line("context")),
    ...edit.removed.map(line("removed")),
    ...edit.added.map(line("added")),
    ...edit.after.map(line("context")),
  ];
  return {
    path,
    oldPath: null,
    status: "modified",
    binary: false,
    additions: edit.added.length,
    deletions: edit.removed.length,
    hunks: [{ heading: "", lines }],
  };
}
