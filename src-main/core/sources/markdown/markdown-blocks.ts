import MarkdownIt from "markdown-it";

/** A heading of the document itself (not one inside a quote or list item). Lines are 0-based, `end` exclusive. */
export interface MarkdownHeading {
  readonly level: number;
  /** As written, without its marks. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface MarkdownBlocks {
  readonly headings: readonly MarkdownHeading[];
  /** Lines where a top-level block or an item of a top-level list begins, ascending. */
  readonly breaks: readonly number[];
}

type Parser = InstanceType<typeof MarkdownIt>;

let parser: Parser | null = null;

/**
 * markdown-it with CommonMark blocks and tables. Inline parsing is off (a third of the time, and titles are all it would
 * give). Made once, at first use.
 */
function blockParser(): Parser {
  if (parser === null) {
    parser = new MarkdownIt("commonmark", { html: true }).enable("table");
    parser.core.ruler.enableOnly(["normalize", "block"]);
  }
  return parser;
}

/** Headings and block boundaries of Markdown lines `from`…. */
export function markdownBlocks(lines: readonly string[], from: number): MarkdownBlocks {
  const tokens = blockParser().parse(lines.slice(from).join("\n"), {});
  const headings: MarkdownHeading[] = [];
  const breaks: number[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.map === null || token.nesting < 0) continue;
    if (token.level === 0) {
      const start = token.map[0] + from;
      if (token.type === "heading_open") {
        const level = Number(token.tag.slice(1));
        headings.push({ level, text: tokens[i + 1]?.content ?? "", start, end: token.map[1] + from });
      }
      breaks.push(start);
    } else if (token.level === 1 && token.type === "list_item_open") breaks.push(token.map[0] + from);
  }
  return { headings, breaks };
}
