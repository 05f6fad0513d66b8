import type { HomeReason } from "../../src-shared/contract/transcripts.ts";
import { count, formatBytes, formatNumber } from "./format.ts";

const transcripts = (number: number): string => count(number, "transcript", "transcripts");

/** Words of other assistants' transcripts: asking, mapping, keeping. */
export const transcriptWords = {
  title: "Transcripts of assistants",
  help: "Assistants that worked on this machine. Nothing of theirs is read before you say so.",
  here: "Found on this machine",
  absent: (names: string): string => `Not found on this machine: ${names}.`,
  none: "No assistant that Verdigris reads has transcripts on this machine.",
  loadFailed: "The transcripts on this machine could not be listed",
  found: (number: number, bytes: number): string => `${transcripts(number)}, ${formatBytes(bytes)}`,
  foundNoSize: transcripts,
  foundDatabase: "A database, which is not opened before you allow it",
  archived: (number: number, bytes: number): string => `${transcripts(number)} archived, ${formatBytes(bytes)} on disk`,
  onlyArchived: (number: number): string => `${formatNumber(number)} only here`,
  onlyArchivedHelp: "Their assistant has deleted them. The archive still has them.",
  byRepository: "By repository",
  states: { found: "Not read yet", allowed: "Read and archived", ignored: "Not read" },
  retention: {
    deletes: (days: number): string => `deletes what was not used for ${count(days, "day", "days")}`,
    defaults: "Its own default; its settings say nothing.",
    keeps: "deletes nothing",
  },
  read: "Read…",
  readAfterAll: "Read after all…",
  leave: "Leave them",
  stop: "Stop reading",
  stopped: (name: string): string => `${name} is read no more`,
  stoppedHelp: "What is archived stays.",
  ask: {
    title: (name: string): string => `Read the transcripts of ${name}?`,
    what: "These are read, and only read. Nothing there is changed, moved or deleted:",
    kept: "Each is copied, compressed, into the archive in Verdigris' own folder, so that it stays when the assistant deletes it.",
    found: "Those that belong to a repository of the library are found by search and shown under Sessions.",
    safe: "Passwords, keys and tokens in them are masked wherever they are shown. Nothing of them leaves this machine unless you turn on sync.",
    confirm: "Read and archive",
  },
  reading: (name: string): string => `Reading ${name}`,
  of: (done: number, total: number): string => `${formatNumber(done)} of ${formatNumber(total)}`,
  read1: (name: string, number: number, failed: number): string =>
    `${name}: ${transcripts(number)} archived${failed === 0 ? "" : `, ${formatNumber(failed)} could not be read`}`,
  folders: {
    title: "Which repository they belong to",
    open: (number: number): string => `${count(number, "folder belongs", "folders belong")} to no repository yet`,
    all: (number: number): string =>
      number === 1 ? "1 folder and its repository" : `${formatNumber(number)} folders and their repositories`,
    noFolder: "No folder recorded",
    noFolderHelp: "Archived, and shown nowhere: nothing in them says which repository they belong to.",
    gone: "Gone from this machine",
    choose: (cwd: string): string => `Repository of ${cwd}`,
    unknown: "Choose a repository",
    nowhere: "Ignore",
    ignored: "Ignored",
    perhaps: (name: string): string => `Perhaps ${name}: it has the same name`,
    changed: (cwd: string, name: string): string => `${cwd} belongs to ${name}`,
    ignoredDone: (cwd: string): string => `${cwd} is ignored`,
    reasons: {
      said: "You said so",
      inside: "They lie in the repository",
      checkout: "The folder is in the repository",
      "root-commit": "The repository there has the same first commit",
      "path-hash": "Named by the repository's path",
      commit: "They name a commit of it",
    } satisfies Record<HomeReason, string>,
  },
  guard: {
    title: "Kept transcripts",
    open: "Kept transcripts",
    soon: (number: number, days: number): string =>
      number === 0
        ? `Nothing will be deleted by its assistant within ${count(days, "day", "days")}.`
        : `${transcripts(number)} will be deleted by ${number === 1 ? "its" : "their"} assistant within ${count(days, "day", "days")}. The archive keeps ${number === 1 ? "it" : "them"}.`,
    archive: (number: number, bytes: number): string => `The archive holds ${transcripts(number)} in ${formatBytes(bytes)}.`,
    list: "Archived transcripts",
    empty: "Nothing is archived yet",
    emptyHelp: "Allow an assistant in the library, and its transcripts are archived the moment they are first seen.",
    emptyOf: "Nothing of this assistant is archived.",
    back: "Library",
    assistant: "Assistant",
    everyone: "All assistants",
    groups: {
      soon: "Deleted by their assistant soon",
      later: "Deleted by their assistant later",
      gone: "Deleted by their assistant, kept here",
      kept: "Also with their assistant",
    },
    deletesIn: (days: number): string => (days <= 0 ? "deleted any moment" : `deleted in ${count(days, "day", "days")}`),
    deletedThere: "only in the archive",
    archivedAt: "archived",
    turns: (number: number): string => count(number, "turn", "turns"),
    noRepository: "of no repository",
  },
  preview: {
    title: "Transcripts of assistants for this folder",
    found: "found, not read",
    allowed: "read with it",
    unknown: "cannot be counted before it is allowed",
    help: "They are read only if you allow it, now or later in the library.",
  },
} as const;
