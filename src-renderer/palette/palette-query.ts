/** What is typed into the palette, taken apart: the first character may say what is looked for. Pure. */

/** How the palette was opened. */
export type PaletteMode = "everything" | "goto" | "symbols";

export type PaletteScope = "everything" | "files-and-sessions" | "commands" | "symbols" | "sessions" | "line" | "history";

export interface PaletteQuery {
  readonly scope: PaletteScope;
  readonly text: string;
}

const PREFIXES: Readonly<Record<string, PaletteScope>> = { ">": "commands", "@": "symbols", "#": "sessions", ":": "line", "?": "history" };

/** What the box holds when it opens. */
export function initialInput(mode: PaletteMode): string {
  return mode === "symbols" ? "@" : "";
}

export function parsePaletteInput(input: string, mode: PaletteMode): PaletteQuery {
  const scope = PREFIXES[input.charAt(0)];
  if (scope !== undefined) return { scope, text: input.slice(1).trim() };
  return { scope: mode === "goto" ? "files-and-sessions" : "everything", text: input.trim() };
}

export type GotoKind = "file" | "session" | "symbol" | "commit";

/** The kinds the core is asked for; null when it is not asked at all. */
export function gotoKinds(scope: PaletteScope): GotoKind[] | null {
  switch (scope) {
    case "everything":
      return ["file", "session", "symbol", "commit"];
    case "files-and-sessions":
      return ["file", "session"];
    case "symbols":
      return ["symbol"];
    case "history":
      return ["file", "symbol"];
    case "sessions":
      return ["session"];
    default:
      return null;
  }
}

/** The line of `:120`, or null. */
export function lineNumber(text: string): number | null {
  return /^[1-9]\d{0,7}$/.test(text) ? Number(text) : null;
}
