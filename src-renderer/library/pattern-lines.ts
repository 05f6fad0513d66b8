/** Patterns from a text, one a line; empty lines are none. */
export function patternLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
