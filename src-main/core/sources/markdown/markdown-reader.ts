import { languageOf } from "../../../../src-shared/domain/languages.ts";
import type { SourceReader } from "../source-reader.ts";
import { readMarkdown } from "./read-markdown.ts";

/** Any Markdown that is nothing more particular. */
export function createMarkdownReader(): SourceReader {
  return {
    name: "markdown",
    version: 1,
    detect: (path) => languageOf(path) === "markdown",
    read({ path, text }) {
      const { title, date, passages, problems } = readMarkdown({ path, text });
      return { kind: "doc", title, date, language: "markdown", passages, session: null, belief: null, symbols: [], problems };
    },
  };
}
