import type { GotoItem } from "../../src-shared/contract/index.ts";
import type { PaletteScope } from "../palette/palette-query.ts";

/** Words of the command palette. */
export const paletteWords = {
  title: "Command palette",
  results: "Results",
  placeholder: {
    everything: "Go to a file, session, symbol or commit, or type > for commands",
    "files-and-sessions": "Go to a file or session",
    commands: "Run a command",
    symbols: "Go to a symbol",
    sessions: "Go to a session",
    line: "Go to a line",
    history: "Show why a file or symbol is as it is",
  } satisfies Record<PaletteScope, string>,
  recent: "Recent",
  found: "Go to",
  savedHeading: "Saved searches",
  savedSearch: "Saved search",
  commandsHeading: "Commands",
  command: "Command",
  types: { file: "File", session: "Session", symbol: "Symbol", commit: "Commit", belief: "Belief" } satisfies Record<
    GotoItem["type"],
    string
  >,
  nothing: "Nothing has this name",
  goToLine: (line: number): string => `Go to line ${line}`,
  lineHelp: "Type a line number",
  lineElsewhere: "Open a file first, then type a line number",
  hints: { commands: "commands", symbols: "symbols", sessions: "sessions", line: "line", history: "history" },
  commands: {
    goTo: (screen: string): string => `Go to ${screen.toLowerCase()}`,
    starred: "Starred",
    saveSearch: "Save this search",
    fileHistory: "History of this file",
    addRepository: "Add a repository",
    reindex: (name: string): string => `Index ${name} again`,
    reindexing: (name: string): string => `Indexing ${name}`,
    themeSystem: "Use the system's theme",
    themeLight: "Use the light theme",
    themeDark: "Use the dark theme",
    themeContrast: "Use high contrast",
    larger: "Make text larger",
    smaller: "Make text smaller",
    copyLink: "Copy a link to this page",
  },
} as const;
