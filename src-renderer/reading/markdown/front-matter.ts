export interface SplitMarkdown {
  /** YAML between the `---` lines, or null. */
  readonly frontMatter: string | null;
  /** The text with the front matter blanked: offsets and lines stay true. */
  readonly body: string;
}

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/;

/** Takes YAML front matter off a Markdown file without moving anything behind it. */
export function splitFrontMatter(text: string): SplitMarkdown {
  const match = FRONT_MATTER.exec(text);
  if (match === null) return { frontMatter: null, body: text };
  return { frontMatter: match[1] ?? "", body: match[0].replace(/[^\r\n]/g, " ") + text.slice(match[0].length) };
}
