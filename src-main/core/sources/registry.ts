import { createMarkdownReader } from "./markdown/markdown-reader.ts";
import { createBeliefReader } from "./patina/belief-reader.ts";
import { createPatinaReader } from "./patina/session-reader.ts";
import { HEAD_LENGTH, type SourceReader } from "./source-reader.ts";
import { createRepositoryTranscriptReader } from "./repository-transcripts.ts";
import { createTextReader } from "./text.ts";

/**
 * All readers, the most particular first; the last takes anything. `more` (code by grammar) comes after Markdown and
 * before plain text.
 */
export function builtinReaders(...more: readonly SourceReader[]): readonly SourceReader[] {
  return [
    createRepositoryTranscriptReader(),
    createPatinaReader(),
    createBeliefReader(),
    createMarkdownReader(),
    ...more,
    createTextReader(),
  ];
}

/** The first reader that takes the file. Throws only where `readers` has no fallback. */
export function chooseReader(readers: readonly SourceReader[], path: string, head: string): SourceReader {
  const beginning = head.length > HEAD_LENGTH ? head.slice(0, HEAD_LENGTH) : head;
  const reader = readers.find((candidate) => candidate.detect(path, beginning));
  if (reader === undefined) throw new RangeError(`No reader takes ${path}; the list needs the text reader at its end.`);
  return reader;
}
