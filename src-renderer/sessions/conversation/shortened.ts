/** A text with more lines or characters is shortened until it is asked for. */
const MOST_LINES = 100;
const MOST_CHARACTERS = 12_000;

/** The text's beginning, at a line's end where that is near, and how many lines the whole has. */
export function shortened(text: string): { readonly text: string; readonly lines: number } {
  let lines = 1;
  let cut = text.length;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (lines === MOST_LINES) cut = Math.min(cut, at);
    lines++;
  }
  if (cut > MOST_CHARACTERS) {
    const line = text.lastIndexOf("\n", MOST_CHARACTERS);
    cut = Math.min(cut, line > MOST_CHARACTERS / 2 ? line : text.length > MOST_CHARACTERS ? MOST_CHARACTERS : cut);
  }
  return { text: cut < text.length ? `${text.slice(0, cut)}\n…` : text, lines };
}
