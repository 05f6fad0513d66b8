import type { Belief } from "../../../src-shared/domain/belief.ts";
import type { Instant } from "../../../src-shared/domain/ids.ts";
import type { DocumentKind } from "../../../src-shared/domain/kinds.ts";
import type { CodeSymbol, PassageDraft } from "../../../src-shared/domain/passage.ts";
import type { Session } from "../../../src-shared/domain/session.ts";

/** Something in a file that could not be read as its format says. Never fatal: the rest of the file is still read. */
export interface SourceProblem {
  /** 1-based. */
  readonly line: number;
  /** For a person. */
  readonly message: string;
}

/** Decoded text of one file and where it stands in its repository (path with `/`). */
export interface SourceInput {
  readonly path: string;
  readonly text: string;
  readonly repositoryId: string;
}

/** Everything one reader got out of one file. */
export interface SourceReading {
  readonly kind: DocumentKind;
  readonly title: string;
  readonly date: Instant | null;
  readonly language: string | null;
  readonly passages: PassageDraft[];
  readonly session: Session | null;
  readonly belief: Belief | null;
  readonly symbols: CodeSymbol[];
  readonly problems: SourceProblem[];
}

/**
 * One format. Readers are pure: text in, domain values out, no file access. `read` never throws on bad input; what it
 * cannot make sense of becomes a problem.
 */
export interface SourceReader {
  readonly name: string;
  /** Raised whenever the same text would give other passages, so that an index made by an older reader is redone. */
  readonly version: number;
  /** Takes what no other reader knows, data as well as prose: the larger cap of transcripts is not for it. */
  readonly isFallback?: true;
  /** Whether this reader takes the file. `head` is the beginning of its text, `HEAD_LENGTH` characters or all of it. */
  detect(path: string, head: string): boolean;
  read(input: SourceInput): SourceReading;
}

/** How much of a file's beginning `detect` is given, in characters. */
export const HEAD_LENGTH = 4096;
