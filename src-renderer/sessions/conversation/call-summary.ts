import type { EditCall } from "../../../src-shared/domain/index.ts";
import { editFile } from "../../reading/diff/edit-lines.ts";

/** Lines that an edit put in and took out, as far as recorded. */
export function changedLines({ edits }: EditCall): { readonly added: number; readonly removed: number } {
  let [added, removed] = [0, 0];
  for (const edit of edits) {
    const { additions, deletions } = editFile(edit.path, edit.removed.text, edit.added.text);
    added += additions;
    removed += deletions;
  }
  return { added, removed };
}
