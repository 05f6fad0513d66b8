/** What an edit took out and put in, by lines; those that both begin or end with stand around it. */
export interface EditLines {
  readonly before: readonly string[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly after: readonly string[];
}

/** Cuts an edit, recorded as the text before and the text after it, to the lines that it changed. */
export function editLines(removed: string, added: string): EditLines {
  const old = linesOf(removed);
  const now = linesOf(added);
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return {
    before: old.slice(0, head),
    removed: old.slice(head, old.length - tail),
    added: now.slice(head, now.length - tail),
    after: tail === 0 ? [] : old.slice(-tail),
  };
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}
