import type { Instant } from "../../../../src-shared/domain/ids.ts";
import type { PassageDraft } from "../../../../src-shared/domain/passage.ts";
import { packLines } from "../chunks.ts";
import { listAt, parseInstant, readFrontMatter, scalarAt } from "../front-matter.ts";
import type { SourceProblem } from "../source-reader.ts";
import { firstWords, isBlank, KeyCounter, plainInline, slug, splitLines } from "../text-lines.ts";
import { markdownBlocks, type MarkdownHeading } from "./markdown-blocks.ts";

export interface MarkdownInput {
  readonly path: string;
  readonly text: string;
  /** Overrides what the document says of itself. */
  readonly title?: string;
}

export interface MarkdownReading {
  readonly title: string;
  readonly date: Instant | null;
  readonly tags: readonly string[];
  /** Scalars are strings; empty where there is none. */
  readonly frontMatter: Readonly<Record<string, unknown>>;
  readonly passages: PassageDraft[];
  readonly problems: SourceProblem[];
}

/** Titles are cut at this length, in characters. */
const MAX_TITLE = 160;

/** A heading and the lines up to the next one; `heading` is null before the first. */
interface Section {
  readonly heading: MarkdownHeading | null;
  readonly bodyStart: number;
  readonly end: number;
}

/**
 * Reads Markdown by heading: every section becomes one passage, or several where it is long, cut at blocks and list items.
 * A passage's lines include its heading; its text does not, for the heading is its title. Never throws.
 */
export function readMarkdown(input: MarkdownInput): MarkdownReading {
  const lines = splitLines(input.text);
  const front = readFrontMatter(lines);
  const data = front?.data ?? {};
  const from = front?.bodyStart ?? 0;
  const { headings, breaks } = markdownBlocks(lines, from);
  const title = input.title ?? scalarAt(data, "title") ?? titleOf(headings) ?? fileTitle(input.path);
  const date = parseInstant(scalarAt(data, "date")) ?? parseInstant(scalarAt(data, "created")) ?? parseInstant(scalarAt(data, "updated"));
  return {
    title,
    date,
    tags: listAt(data, "tags"),
    frontMatter: data,
    passages: sectionPassages(lines, sectionsOf(headings, from, lines.length), breaks, title, date),
    problems: [...(front?.problems ?? [])],
  };
}

function titleOf(headings: readonly MarkdownHeading[]): string | null {
  const heading = headings.find((candidate) => candidate.level === 1) ?? headings[0];
  const text = heading === undefined ? "" : firstWords(plainInline(heading.text.slice(0, 4 * MAX_TITLE)), MAX_TITLE);
  return text === "" ? null : text;
}

/** File name without its extension. */
function fileTitle(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.replace(/(?<=.)\.[^.]+$/, "") || path;
}

function sectionsOf(headings: readonly MarkdownHeading[], from: number, to: number): Section[] {
  const sections: Section[] = [];
  const first = headings[0]?.start ?? to;
  if (first > from) sections.push({ heading: null, bodyStart: from, end: first });
  headings.forEach((heading, index) => sections.push({ heading, bodyStart: heading.end, end: headings[index + 1]?.start ?? to }));
  return sections;
}

function sectionPassages(
  lines: readonly string[],
  sections: readonly Section[],
  breaks: readonly number[],
  documentTitle: string,
  date: Instant | null,
): PassageDraft[] {
  const passages: PassageDraft[] = [];
  const keys = new KeyCounter();
  const above: { level: number; title: string }[] = [];
  let at = 0;
  sections.forEach((section, index) => {
    const { heading } = section;
    const title =
      heading === null ? documentTitle : firstWords(plainInline(heading.text.slice(0, 4 * MAX_TITLE)), MAX_TITLE) || documentTitle;
    if (heading !== null) {
      while ((above.at(-1)?.level ?? 0) >= heading.level) above.pop();
      above.push({ level: heading.level, title });
    }
    const path = above.map((entry) => entry.title);
    const breadcrumb = path.slice(0, -1);
    if (heading !== null && path[0] !== documentTitle) breadcrumb.unshift(documentTitle);
    const key = keys.unique(path.length === 0 ? "_" : path.map(slug).join("/"));
    const common = { type: "doc", symbolKind: null, title, breadcrumb, date } as const;
    // What does not fit into the title is kept in the text.
    const isLong = heading !== null && heading.text.length > MAX_TITLE;
    const first = at;
    while ((breaks[at] ?? Infinity) < section.end) at += 1;
    const chunks = packLines(lines, isLong ? heading.start : section.bodyStart, section.end, breaks.slice(first, at));
    chunks.forEach((chunk, ordinal) => {
      const start = ordinal === 0 && heading !== null ? heading.start : chunk.start;
      passages.push({ ...common, positionKey: `${key}#${ordinal}`, text: chunk.text, lines: { start: start + 1, end: chunk.end } });
    });
    const isLeaf = (sections[index + 1]?.heading?.level ?? 0) <= (heading?.level ?? 0);
    if (heading !== null && chunks.length === 0 && isLeaf && !isBlank(heading.text)) {
      // A heading with nothing under it is still something to find; one with sections below is in their breadcrumbs.
      passages.push({ ...common, positionKey: `${key}#0`, text: heading.text, lines: { start: heading.start + 1, end: heading.end } });
    }
  });
  return passages;
}
