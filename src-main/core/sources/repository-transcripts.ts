import { TRANSCRIPT_READERS } from "../transcripts/registry.ts";
import type { SourceReader } from "./source-reader.ts";

const PATHS = Object.values(TRANSCRIPT_READERS).flatMap(({ inRepository }) => inRepository ?? []);

/**
 * Transcripts that assistants write into a repository. The file itself is named and no more: its conversations are read by the transcripts' own readers
 * and stand beside it, each a document (`core/transcripts`).
 */
export function createRepositoryTranscriptReader(): SourceReader {
  return {
    name: "repository-transcript",
    version: 1,
    detect: (path) => PATHS.some((pattern) => pattern.test(path)),
    read({ path }) {
      const title = path.slice(path.lastIndexOf("/") + 1);
      return { kind: "doc", title, date: null, language: "markdown", passages: [], session: null, belief: null, symbols: [], problems: [] };
    },
  };
}
