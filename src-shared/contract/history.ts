import { z } from "zod";
import type {
  CommitHash,
  CommitLink,
  CommitSummary,
  LineRange,
  LinkGrade,
  RecordedEdit,
  RepositoryId,
  SessionId,
  SessionSummary,
  SymbolKind,
} from "../domain/index.ts";
import { defineContract, method } from "../rpc/contract.ts";
import type { LedgerItem } from "./ledger.ts";

/** What a biography is of: a file, a symbol in it, or a line. */
export interface HistoryTarget {
  readonly repositoryId: RepositoryId;
  readonly repositoryName: string;
  /** As it is called now; the last name it had when it is gone. */
  readonly path: string;
  /** Null for a file that is not indexed, or gone. */
  readonly documentId: number | null;
  readonly symbol: { readonly name: string; readonly kind: SymbolKind; readonly signature: string } | null;
  /** Lines of the symbol, or the line; null for the whole file. */
  readonly lines: LineRange | null;
}

/** A commit that changed the target, with the sessions that made it. */
export interface BiographyCommit extends CommitSummary {
  /** How many of the target's own lines it wrote and took out; null for a whole file. */
  readonly ownLines: { readonly added: number; readonly removed: number } | null;
  readonly sessions: readonly {
    readonly id: SessionId;
    readonly ownId: string;
    readonly title: string;
    readonly link: CommitLink;
  }[];
}

export interface BiographySession extends SessionSummary {
  /** Its commits among the target's; empty when it only records edits of the target, or only names it. */
  readonly changed: readonly CommitHash[];
  /** Edits of the target that it records, if it is a transcript. */
  readonly edits: number;
  /** The surest of its links to them; `strong` when it only records edits, `mentioned` when it only names the target. */
  readonly grade: LinkGrade;
  /** For a person. */
  readonly evidence: string;
}

/** A decision or challenge about the target, and why it is taken to be. */
export interface Answer {
  readonly item: LedgerItem;
  /** Larger is better; only the order means something. */
  readonly score: number;
  /** For a person, weightiest first. */
  readonly evidence: readonly string[];
}

/** The life of a file, a symbol or a line. */
export interface Biography {
  readonly target: HistoryTarget;
  /** Names it had before, newest first. */
  readonly formerPaths: readonly string[];
  /** Newest first. For lines as `git log -L` follows them, through moves within the file and renames of it. */
  readonly commits: readonly BiographyCommit[];
  /** How the commits were found: `lines` by git, `file` from the indexed history. */
  readonly followed: "lines" | "file";
  /** Sessions whose commits changed it, newest first, then those that only record edits of it, then those that only name it. */
  readonly sessions: readonly BiographySession[];
  /** Decisions and challenges about it, best first. */
  readonly answers: readonly Answer[];
  readonly beliefs: readonly {
    readonly id: string;
    readonly documentId: number;
    readonly statement: string;
    readonly reason: string;
  }[];
  /** What could not be read, for a person. */
  readonly notes: readonly string[];
  readonly stage: BiographyStage;
}

/**
 * `first`: what the index knows at once, the file's latest commits and their sessions; for a symbol or line no commits yet. No decisions, beliefs or
 * mentions, which take long when they are asked for the first time.
 */
export type BiographyStage = "first" | "whole";

/** What a transcript's own edits did to a file, as far as recorded. */
export interface SessionFileEdits {
  readonly count: number;
  readonly added: number;
  readonly removed: number;
  readonly firstTurn: number;
}

/** A file that a session changed: in its commits, by edits that it records, or both. */
export interface SessionFile {
  /** As it was called then. */
  readonly path: string;
  /** As it is called now; null when it was deleted. */
  readonly currentPath: string | null;
  readonly documentId: number | null;
  /** Commits of the session that changed it. */
  readonly commits: readonly CommitHash[];
  /** Commits since then that changed it. */
  readonly changedSince: number;
  /** Null where no edit of it is recorded. */
  readonly edits: SessionFileEdits | null;
}

/** A definition that a session's commits or recorded edits changed. */
export interface SessionSymbol {
  /** Of its file then and now; the latter null when the file was deleted. */
  readonly path: string;
  readonly currentPath: string | null;
  readonly documentId: number | null;
  /** Qualified, as it was called then. */
  readonly name: string;
  readonly kind: SymbolKind;
  /** Its lines that the commits wrote and took out, added up; 0 without a commit. */
  readonly added: number;
  readonly removed: number;
  /** The session wrote it first. */
  readonly isNew: boolean;
  /** A definition of this name is in the file now. */
  readonly exists: boolean;
  readonly commits: readonly CommitHash[];
  /** Recorded edits that changed it. */
  readonly edits: number;
}

export const historyContract = defineContract({
  methods: {
    /**
     * `FILE`, `FILE:SYMBOL` or `FILE:LINE`. The file is an absolute path, a path below `from`, a repository's path or the end of one.
     * Fails with `not-found`, or `conflict` when several files fit.
     */
    "history.why": method(
      z.object({
        target: z.string().min(1).max(5000),
        /** An absolute folder that relative paths start from. */
        from: z.string().max(4096).exactOptional(),
        limit: z.int().min(1).max(500).default(20),
      }),
    ).returns<Biography>(),
    /** Where the file defines no such symbol, the definition around `line` is taken, if there is a line. Fails with `not-found`. */
    "history.biography": method(
      z.object({
        repositoryId: z.string(),
        path: z.string().min(1).max(4096),
        symbol: z.string().max(500).exactOptional(),
        line: z.int().min(1).exactOptional(),
        limit: z.int().min(1).max(500).default(50),
        stage: z.enum(["first", "whole"]).default("whole"),
      }),
    ).returns<Biography>(),
    /** Files that a session changed, followed to their present names; those it edited first, in the order of its edits. */
    "history.sessionFiles": method(z.object({ id: z.string().min(1).max(400) })).returns<readonly SessionFile[]>(),
    /** Definitions that a session changed, most changed first. Those of its commits only where the repository lies on this machine. */
    "history.sessionSymbols": method(z.object({ id: z.string().min(1).max(400) })).returns<readonly SessionSymbol[]>(),
    /** The edits of one file that a transcript records, in order. */
    "history.sessionEdits": method(z.object({ id: z.string().min(1).max(400), path: z.string().min(1).max(4096) })).returns<
      readonly RecordedEdit[]
    >(),
  },
});
