import type { DiffFile, DiffLine } from "./parse-diff.ts";

/** What an edit took out and put in, as one file of a diff: lines that both begin or end with are context. Its lines have no numbers: an edit does not say where it stood. */
export function editFile(path: string, removed: string, added: string): DiffFile {
  const before = linesOf(removed);
  const after = linesOf(added);
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const gone = before.slice(head, before.length - tail);
  const come = after.slice(head, after.length - tail);
  const line = (kind: DiffLine["kind"]) => (text: string) => ({ kind, text, before: null, after: null });
  const lines = [
    ...before.slice(0, head).map(line("context")),
    ...gone.map(line("removed")),
    ...come.map(line("added")),
    ...(tail === 0 ? [] : before.slice(-tail)).map(line("context")),
  ];
  return {
    path,
    oldPath: null,
    status: "modified",
    binary: false,
    additions: come.length,
    deletions: gone.length,
    hunks: [{ heading: "", lines }],
  };
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}
