/** What is exported, before it has a format. Text is Markdown unless told otherwise. */
export interface Report {
  /** Plain text. */
  readonly title: string;
  /** Facts below the title, plain text. */
  readonly facts: readonly string[];
  readonly sections: readonly ReportSection[];
}

export interface ReportSection {
  /** Plain text; empty for text that stands alone. */
  readonly heading: string;
  /** 2 for a part, 3 for an item in it. */
  readonly level: 2 | 3;
  readonly markdown: string;
}

/** Characters that would make Markdown of plain text. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&").replace(/\s+/g, " ");
}

/** A fence longer than any in the text. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

export function toMarkdown({ title, facts, sections }: Report): string {
  const parts = [`# ${escapeMarkdown(title)}`];
  if (facts.length > 0) parts.push(facts.map((fact) => `- ${escapeMarkdown(fact)}`).join("\n"));
  for (const { heading, level, markdown } of sections) {
    if (heading !== "") parts.push(`${"#".repeat(level)} ${escapeMarkdown(heading)}`);
    if (markdown.trim() !== "") parts.push(markdown.trim());
  }
  return `${parts.join("\n\n")}\n`;
}
