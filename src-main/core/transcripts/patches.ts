import type { FileEdit } from "../../../src-shared/domain/index.ts";
import { cap, LIMITS } from "./cap.ts";
import { isObject, objectAt, textAt } from "./json.ts";

const MAX_FILES = 500;

export function fileEdit(path: string, change: FileEdit["change"], removed: string, added: string): FileEdit {
  return { path: path.slice(0, LIMITS.path), change, removed: cap(removed, LIMITS.edit), added: cap(added, LIMITS.edit) };
}

/** Files of a patch in the `*** Begin Patch` form of apply_patch. */
export function patchEdits(text: string): FileEdit[] {
  const edits: FileEdit[] = [];
  let path = "";
  let change: FileEdit["change"] = "modify";
  let removed: string[] = [];
  let added: string[] = [];
  const close = (): void => {
    if (path !== "" && edits.length < MAX_FILES) edits.push(fileEdit(path, change, removed.join("\n"), added.join("\n")));
    path = "";
    removed = [];
    added = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const head = /^\*\*\* (Add|Update|Delete) File: (.+)$/.exec(line);
    if (head !== null) {
      close();
      path = (head[2] ?? "").trim();
      change = head[1] === "Add" ? "create" : head[1] === "Delete" ? "delete" : "modify";
    } else if (line.startsWith("*** Move to: ")) {
      removed.push(path);
      path = line.slice(13).trim();
      change = "rename";
    } else if (line.startsWith("+")) added.push(line.slice(1));
    else if (line.startsWith("-")) removed.push(line.slice(1));
  }
  close();
  return edits;
}

/** What a unified diff takes out and puts in, without its context. */
export function diffSides(diff: string): { readonly removed: string; readonly added: string } {
  const lines = diff.split(/\r?\n/);
  const of = (sign: string): string =>
    lines
      .filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3)))
      .map((line) => line.slice(1))
      .join("\n");
  return { removed: of("-"), added: of("+") };
}

/** Codex's `changes`: path → `{ type: add|delete|update, … }`, or the same with the type as the key. */
export function changeEdits(changes: unknown): FileEdit[] {
  if (!isObject(changes)) return [];
  return Object.entries(changes)
    .slice(0, MAX_FILES)
    .map(([path, change]) => {
      const type = textAt(change, "type") ?? (isObject(change) ? (Object.keys(change)[0] ?? "update") : "update");
      const body = textAt(change, "type") === null ? objectAt(change, type) : change;
      const content = textAt(body, "content") ?? "";
      if (type === "add") return fileEdit(path, "create", "", content);
      if (type === "delete") return fileEdit(path, "delete", content, "");
      const { removed, added } = diffSides(textAt(body, "unified_diff") ?? "");
      const moved = textAt(body, "move_path");
      return moved === null ? fileEdit(path, "modify", removed, added) : fileEdit(moved, "rename", removed, added);
    });
}
