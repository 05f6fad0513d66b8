const TAB = 4;

/** The text's lines without their ends. `starts` are those of `lineStarts`. */
export function linesOf(text: string, starts: readonly number[]): string[] {
  return starts.map((start, index) => {
    const line = text.slice(start, starts[index + 1] ?? text.length);
    return line.endsWith("\r\n") ? line.slice(0, -2) : line.endsWith("\n") ? line.slice(0, -1) : line;
  });
}

/** Columns of the widest line, up to what is shown of a line. Tabs count in full; an estimate for wide characters. */
export function columnsOf(lines: readonly string[], limit = 10_000): number {
  let widest = 0;
  for (const line of lines) {
    if (line.length * TAB <= widest) continue;
    let columns = line.length;
    for (let at = line.indexOf("\t"); at >= 0; at = line.indexOf("\t", at + 1)) columns += TAB - 1;
    widest = Math.max(widest, columns);
  }
  return Math.min(widest, limit);
}
