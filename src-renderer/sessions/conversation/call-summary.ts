import { editLines, type EditCall } from "../../../src-shared/domain/index.ts";

/** Lines that an edit put in and took out, as far as recorded. */
export function changedLines({ edits }: EditCall): { readonly added: number; readonly removed: number } {
  let [added, removed] = [0, 0];
  for (const edit of edits) {
    const lines = editLines(edit.removed.text, edit.added.text);
    added += lines.added.length;
    removed += lines.removed.length;
  }
  return { added, removed };
}
