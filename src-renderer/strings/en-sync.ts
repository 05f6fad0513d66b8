import type { SharedKind, SyncChange, SyncPhase, SyncRound } from "../../src-shared/contract/sync.ts";
import { count, formatBytes, formatNumber, formatSeconds } from "./format.ts";

/** Words of the settings for sync. */
export const syncWords = {
  off: "Sync is off",
  offHelp:
    "Everything stays on this machine. Turned on, what you choose below is shared with your other machines through a database server of yours.",
  offKept: "What was fetched stays here, and what was sent stays on the server.",
  onServer: "The whole library is on a server",
  onServerHelp: (place: string): string =>
    `It is kept at ${place}, so there is nothing left to choose. To share only some of it, move the library to a file here first.`,
  openStorage: "Open Storage",
  server: "Server",
  serverHelp: "A database of its own, made for this, on Turso Cloud or on a libSQL server of yours. Each machine names the same one.",
  leaves: "What leaves this machine",
  leavesHelp:
    "Secrets that are recognised are masked before anything is sent. Source code and transcripts are sent only if you choose them.",
  kinds: {
    session: "Sessions",
    doc: "Documents",
    belief: "Beliefs",
    commit: "Commits",
    star: "Stars",
    code: "Source code",
    transcript: "Transcripts",
  } satisfies Record<SharedKind, string>,
  kindHelp: {
    session: "Goals, what was done, decisions and challenges.",
    doc: "Markdown and other text that is no code.",
    belief: "Statements, their evidence and confidence.",
    commit: "Messages, authors and the names of changed files.",
    star: "Which of them you starred.",
    code: "The whole text of your source files. Choose it only for a server that may hold your code.",
    transcript: "Whole conversations with assistants, with what was typed, pasted and printed in them.",
  } satisfies Record<SharedKind, string>,
  amount: (documents: number, bytes: number): string =>
    documents === 0 ? "nothing to send" : `${formatNumber(documents)} · ${formatBytes(bytes)}`,
  preview: "How it would leave",
  previewHelp: "Some of the documents, as the server would get them.",
  previewTotal: (documents: number, bytes: number): string =>
    documents === 0
      ? "There is nothing to send."
      : `${count(documents, "document", "documents")}, ${formatBytes(bytes)} of text, will be sent.`,
  noSamples: "There is nothing to show of what is chosen.",
  counting: "Counting what would be sent…",
  maskedCount: (secrets: number): string => `${count(secrets, "secret", "secrets")} masked`,
  turnOn: "Turn on sync",
  checking: "Testing the connection…",
  turnOnHelp: "The connection is tested first. Until it is good, nothing is sent.",
  toggle: "Sync",
  toggledOff: "Sync is off. Everything that is here stays here.",
  now: "Sync now",
  phases: {
    off: "Off",
    connecting: "Connecting",
    syncing: "Syncing",
    current: "In step",
    behind: "Behind",
    offline: "The server is not reached",
    "sign-in": "The server wants a token",
    failed: "Sync needs attention",
  } satisfies Record<SyncPhase, string>,
  lastInStep: "Last in step",
  neverInStep: "Not in step yet.",
  nextRound: "Next round",
  nextTry: "Next try",
  safe: "Everything here can be searched and read meanwhile.",
  waiting: (documents: number): string => `${count(documents, "document waits", "documents wait")} to be sent.`,
  progress: { send: "Sending", fetch: "Fetching" },
  of: (done: number, total: number): string => `${formatNumber(done)} of ${formatNumber(total)}`,
  retry: "Try now",
  signIn: "Enter a token that may write to the database. Sync then goes on by itself.",
  save: "Save the choice",
  saveHelp: "What you no longer choose is removed from the server with the next round. It stays here.",
  last: "Last change",
  lastSummary: ({ sent, fetched, removedHere, removedThere }: SyncRound): string =>
    [
      sent > 0 ? `${formatNumber(sent)} sent` : null,
      fetched > 0 ? `${formatNumber(fetched)} fetched` : null,
      removedThere > 0 ? `${formatNumber(removedThere)} removed there` : null,
      removedHere > 0 ? `${formatNumber(removedHere)} removed here` : null,
    ]
      .filter((part) => part !== null)
      .join(", "),
  took: (milliseconds: number): string => `in ${formatSeconds(milliseconds / 1000)}`,
  directions: {
    sent: "Sent",
    fetched: "Fetched",
    "removed-there": "Removed there",
    "removed-here": "Removed here",
  } satisfies Record<SyncChange["direction"], string>,
  commit: (hash: string): string => `commit ${hash.slice(0, 8)}`,
  showAll: (number: number): string => `Show ${formatNumber(number)}`,
  notHere: "This document is no longer here",
  options: "Options",
} as const;
