/** Words of the document screen and the commit screen. */
export const documents = {
  failed: "The document could not be opened",
  rendered: "Rendered",
  source: "Source",
  view: "How to show it",
  outline: "Outline",
  showOutline: "Outline",
  symbols: "Definitions",
  copyPath: "Copy path",
  copyText: "Copy text",
  openEditor: "Open in editor",
  openFailed: "The file could not be opened",
  lines: (count: string, one: boolean): string => `${count} ${one ? "line" : "lines"}`,
  tooLong: "This file is too long to render. Its source is shown.",
  openSession: "Open as session",
} as const;

export const commits = {
  failed: "The commit could not be opened",
  diffFailed: "The diff could not be read",
  copyHash: "Copy hash",
  files: "Files",
  changes: "Changes",
  parent: "Parent",
  parents: "Parents",
  committed: "Committed",
  sessions: "Sessions",
  noSessions: "No session is linked to this commit.",
  truncated: "The diff is long: only its beginning is shown.",
  merge: "A merge: its changes are those of the commits it joins.",
} as const;
