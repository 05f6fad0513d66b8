import { count, formatNumber } from "./format.ts";

/** Words of a file's, symbol's or line's history. */
export const historyWords = {
  open: "History",
  why: "Why?",
  whyOf: (name: string): string => `Why ${name} is as it is`,
  failed: "The history could not be read",
  line: (line: number): string => `line ${line}`,
  formerly: (paths: string): string => `formerly ${paths}`,
  gone: "no longer in the repository",
  openFile: "Open the file",
  wholeFile: "Whole file",
  followed: {
    lines: "Commits that changed these very lines, as git follows them through moves and renames.",
    file: "Commits that changed the file under any of its names.",
  },
  reading: "The latest commits. Reading earlier ones, decisions and mentions…",
  kinds: { commit: "Commits", session: "Sessions", decision: "Decisions", challenge: "Challenges" },
  filter: "What to show",
  closest: "Most likely why",
  timeline: "Timeline",
  undated: "Undated",
  nothing: "Nothing is known of it yet",
  nothingHelp: "No commit, session, decision or challenge in the library touches or names it.",
  noneShown: "Nothing of the chosen kinds.",
  beliefs: "Beliefs about it",
  evidence: "Evidence",
  namesIt: "Names it",
  ownLines: (added: number, removed: number): string =>
    `It wrote ${count(added, "line", "lines")} of it and took out ${formatNumber(removed)}.`,
  fileLines: (files: number): string => `It changed ${count(files, "file", "files")}.`,
  noSession: "No session is linked to it.",
  itsCommits: "Its commits here",
  changed: (commits: number): string => `${count(commits, "commit", "commits")} here`,
  edited: (edits: number): string => `${count(edits, "edit", "edits")} of it`,
  from: (session: string): string => `from ${session}`,
  superseded: "taken back later",
} as const;
