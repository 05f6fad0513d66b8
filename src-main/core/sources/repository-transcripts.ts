import type { SourceReader } from "./source-reader.ts";

const PATHS = /(?:^|\/)(?:\.specstory\/history\/[^/]+\.md|\.aider\.chat\.history\.md)$/;

/**
 * Transcripts that assistants write into a repository. The file itself is named and no more: its conversations are read by the transcripts' own readers
 * and stand beside it, each a document (`core/transcripts`).
 */
export function createRepositoryTranscriptReader(): SourceReader {
  return {
    name: "repository-transcript",
    version: 1,
    detect: (path) => PATHS.test(path),
    read({ path }) {
      const title = path.slice(path.lastIndexOf("/") + 1);
      return { kind: "doc", title, date: null, language: "markdown", passages: [], session: null, belief: null, symbols: [], problems: [] };
    },
  };
}
