import { hash } from "node:crypto";
import type { Assistant, RepositoryId, SourceDocument } from "../../../src-shared/domain/index.ts";
import { TRANSCRIPT_PATH_PREFIX } from "../../../src-shared/domain/index.ts";
import { emptyDocument } from "../indexer/empty-document.ts";
import { indexPassages } from "../indexer/passages.ts";
import type { DocumentWrite } from "../store/knowledge-store.ts";
import { openArchive } from "./archive/archive.ts";
import { contentOf, type Manifest } from "./archive/manifest.ts";
import { transcriptPassages } from "./passages.ts";
import { readTranscript, TRANSCRIPT_READERS } from "./registry.ts";
import { toSession } from "./to-session.ts";

/** A transcript to be indexed, from the archive, whether or not its assistant still has it. */
export interface TranscriptToIndex {
  readonly archive: string;
  readonly assistant: Assistant;
  readonly key: string;
  readonly repositoryId: RepositoryId;
  /** Folders that stand for the repository's root in recorded paths. */
  readonly roots: readonly string[];
  /** Those of its sessions that are indexed from it: another transcript may hold more of the others. */
  readonly ownIds: readonly string[];
  /** Transcripts of the same conversation before it was resumed: their records are not told again. */
  readonly earlier: readonly string[];
  readonly maxBytes: number;
}

export function transcriptPath(assistant: Assistant, ownId: string): string {
  return `${TRANSCRIPT_PATH_PREFIX}${assistant}/${ownId}`;
}

/** Changes when indexing a transcript would give something else. */
export function contentMark(manifest: Manifest, input: Omit<TranscriptToIndex, "archive">): string {
  const { roots, ownIds, earlier, maxBytes } = input;
  return hash("sha256", JSON.stringify([contentOf(manifest), roots, ownIds, earlier, maxBytes]), "hex");
}

/** Reads a transcript from the archive into documents, one for each of its sessions. Never throws for what is in it. */
export async function indexTranscript(input: TranscriptToIndex): Promise<readonly DocumentWrite[]> {
  const archive = openArchive(input.archive);
  const manifest = await archive.read(input.assistant, input.key);
  if (manifest === null || manifest.erasedAt !== null) return [];
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > input.maxBytes) {
    const limit = input.maxBytes.toLocaleString("en");
    return failed(
      input,
      manifest,
      bytes,
      "skipped",
      `It has ${bytes.toLocaleString("en")} bytes; the limit is ${limit}. It is archived all the same.`,
    );
  }
  const reader = TRANSCRIPT_READERS[input.assistant];
  const skipRecords = new Set<string>();
  for (const key of input.earlier) {
    const before = await archive.read(input.assistant, key);
    if (before !== null) await readTranscript(reader, archive.source(before), { onRecord: (id) => skipRecords.add(id) });
  }
  const reading = await readTranscript(reader, archive.source(manifest), skipRecords.size === 0 ? {} : { skipRecords });
  if (!reading.ok) return failed(input, manifest, bytes, "failed", reading.message);
  return reading.sessions
    .filter((parsed) => input.ownIds.includes(parsed.ownId))
    .map((parsed) => {
      const related = [...new Set([...parsed.related, ...input.earlier])];
      const session = toSession(
        { ...parsed, related },
        { repositoryId: input.repositoryId, roots: input.roots, readerVersion: reader.version },
      );
      const document: SourceDocument = {
        ...emptyDocument(input.repositoryId, transcriptPath(input.assistant, parsed.ownId), bytes),
        kind: "session",
        title: session.title,
        language: null,
        contentHash: hash("sha256", contentOf(manifest), "hex"),
        sessionId: session.id,
        date: session.startedAt,
      };
      return { document, passages: indexPassages(document, transcriptPassages(session)), symbols: [], session, belief: null };
    });
}

function failed(input: TranscriptToIndex, manifest: Manifest, bytes: number, state: "skipped" | "failed", reason: string): DocumentWrite[] {
  return input.ownIds.map((ownId) => {
    const title = manifest.sessions.find((session) => session.ownId === ownId)?.title ?? ownId;
    const document = {
      ...emptyDocument(input.repositoryId, transcriptPath(input.assistant, ownId), bytes),
      title,
      language: null,
      state,
      reason,
    };
    return { document, passages: [], symbols: [], session: null, belief: null };
  });
}
