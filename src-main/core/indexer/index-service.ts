import type { CodeSymbol, Commit, RepositoryId } from "../../../src-shared/domain/index.ts";
import { defineContract, method, trusted } from "../../../src-shared/rpc/contract.ts";
import type { Client, Handlers } from "../../../src-shared/rpc/contract.ts";
import type { CollectedId, CollectedPart } from "../embed/corpus.ts";
import type { EmbedderSpec } from "../embed/open-embedder.ts";
import type { CommitWrite, DocumentWrite, PassageTokens } from "../store/knowledge-store.ts";
import type { Packed } from "../store/packed.ts";
import type { VectorRow } from "../store/vector-reads.ts";
import type { FileStat } from "../store/machine-store.ts";
import type { Manifest } from "../transcripts/archive/manifest.ts";
import type { TranscriptToIndex } from "../transcripts/index-transcript.ts";
import type { TranscriptRef } from "../transcripts/transcript-reader.ts";

/** A file to read, with what was known of it at the last run. */
export interface FileToRead {
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly inode: number;
  readonly known: FileStat | null;
}

/** What is read for the first time in a library is collected for training on the way, by its run; null where nothing will be trained on it. */
interface Collecting {
  readonly collection: string | null;
}

export interface ReadFilesInput extends Collecting {
  readonly root: string;
  readonly repositoryId: RepositoryId;
  readonly files: readonly FileToRead[];
  readonly caps: SourceCaps;
}

export interface SymbolsInput {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly parseTimeoutMs: number;
}

export interface SourceCaps {
  readonly maxFileBytes: number;
  readonly maxTranscriptBytes: number;
  readonly parseTimeoutMs: number;
}

/** What became of a file. */
export type FileOutcome =
  /** The same bytes under other times. */
  | { readonly kind: "unchanged"; readonly stat: FileStat }
  /** Read, skipped or failed: the document says which. */
  | { readonly kind: "document"; readonly write: DocumentWrite; readonly stat: FileStat }
  /** Gone since the scan: treated as removed. */
  | { readonly kind: "vanished"; readonly path: string };

/** A batch of files as it was read. What is to be written goes through the core unopened. */
export interface FilesReading {
  readonly stats: readonly FileStat[];
  readonly vanished: readonly string[];
  readonly writes: Packed<readonly DocumentWrite[]> | null;
  readonly documents: number;
  readonly passages: number;
  readonly quarantined: number;
  readonly hasSession: boolean;
}

/** A transcript as it was read, in the same way. */
export type TranscriptReading = Pick<FilesReading, "documents" | "passages" | "quarantined"> & {
  readonly writes: Packed<readonly DocumentWrite[]>;
};

/** Commits as they are to be written. */
export interface CommitsReading {
  readonly writes: Packed<readonly CommitWrite[]>;
  readonly passages: number;
}

export interface TokenRow {
  readonly id: number;
  readonly tokens: PassageTokens;
}

/** A passage to embed. Title and text are empty for an embedder that reads tokens. */
export interface EmbedRow extends TokenRow {
  readonly title: string;
  readonly text: string;
}

/**
 * What an index worker does: the part of the work that needs a processor and neither database nor network. Calls carry batches
 * of a few hundred kilobytes, so that cancelling and pausing take effect between two of them.
 */
export const indexContract = defineContract({
  methods: {
    "index.readFiles": method(trusted<ReadFilesInput>()).returns<FilesReading>(),
    /** Archives a transcript as it is now; `before` is what the archive knows of it. */
    "transcripts.archive":
      method(trusted<{ readonly folder: string; readonly ref: TranscriptRef; readonly before: Manifest | null }>()).returns<Manifest>(),
    /** Reads an archived transcript, a document for each of its sessions. */
    "transcripts.index": method(trusted<TranscriptToIndex & Collecting>()).returns<TranscriptReading>(),
    /** Definitions of files given as text, in the order asked; none for what is no code or cannot be parsed. */
    "index.symbols": method(trusted<SymbolsInput>()).returns<readonly (readonly CodeSymbol[])[]>(),
    "index.commits":
      method(
        trusted<Collecting & { readonly repositoryId: RepositoryId; readonly commits: readonly Commit[] }>(),
      ).returns<CommitsReading>(),
    /** Collects text to train the built-in embedder on; forgets what an earlier, unfinished training collected. */
    "embed.begin": method(trusted<Record<never, never>>()).returns<void>(),
    "embed.collect": method(trusted<{ readonly rows: readonly (TokenRow & CollectedId)[] }>()).returns<void>(),
    /** Hands over what was collected on the way; null when it is of another collection. */
    "embed.takeCollected": method(trusted<{ readonly collection: string }>()).returns<CollectedPart | null>(),
    /** Adds what other workers collected to this one's own. Returns how many passages that makes. */
    "embed.addCollected": method(trusted<{ readonly collection: string; readonly parts: readonly CollectedPart[] }>()).returns<number>(),
    /** Trains, keeps the model for `embed.vectors` and returns it serialised. */
    "embed.train": method(trusted<{ readonly spaceId: string }>()).returns<{ readonly model: Uint8Array; readonly dimensions: number }>(),
    /** Of passages that the model was just trained on; the others are left out. */
    "embed.collectedVectors":
      method(trusted<{ readonly spaceId: string; readonly passages: readonly CollectedId[] }>()).returns<readonly VectorRow[]>(),
    /** Opens the embedder that `embed.vectors` of this space will use; an earlier one is closed. */
    "embed.open": method(trusted<{ readonly spaceId: string; readonly spec: EmbedderSpec }>()).returns<void>(),
    /** Rows that say nothing to the embedder get no vector and are left out. */
    "embed.vectors": method(trusted<{ readonly spaceId: string; readonly rows: readonly EmbedRow[] }>()).returns<readonly VectorRow[]>(),
  },
});
export type IndexContract = typeof indexContract;
export type IndexClient = Client<IndexContract>;
export type IndexHandlers = Handlers<IndexContract>;
