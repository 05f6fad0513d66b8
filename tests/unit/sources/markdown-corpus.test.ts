import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { fenceMask } from "../../../src-main/core/sources/fences.ts";
import { markdownBlocks } from "../../../src-main/core/sources/markdown/markdown-blocks.ts";
import { splitLines } from "../../../src-main/core/sources/text-lines.ts";
import { corpusFiles, hasCorpus } from "./corpus.ts";

describe.skipIf(!hasCorpus)("Markdown blocks over the corpus", () => {
  const files = hasCorpus ? corpusFiles(".") : [];

  it("are those of markdown-it with everything switched on", () => {
    const full = new MarkdownIt("commonmark").enable("table");
    for (const { path, text } of files) {
      const lines = splitLines(text);
      const expected = full.parse(lines.join("\n"), {}).filter((token) => token.type === "heading_open" && token.level === 0);
      const headings = markdownBlocks(lines, 0).headings;
      expect(
        headings.map(({ level, start, end }) => [`h${level}`, start, end]),
        path,
      ).toEqual(expected.map((token) => [token.tag, ...(token.map ?? [])]));
    }
  });

  it("agree with the sessions' own fence scanner on what is fenced", () => {
    const parser = new MarkdownIt("commonmark");
    let fences = 0;
    for (const { path, text } of files) {
      const lines = splitLines(text);
      const { inside, problems } = fenceMask(lines);
      if (problems.length > 0) continue;
      for (const token of parser.parse(lines.join("\n"), {})) {
        if (token.type !== "fence" || token.map === null) continue;
        fences += 1;
        for (let line = token.map[0] + 1; line < token.map[1]; line += 1) expect(inside[line], `${path}:${line + 1}`).toBe(1);
      }
    }
    expect(fences).toBe(904);
  });
});
