import type { DocumentView } from "../../src-shared/contract/index.ts";
import type { SymbolKind } from "../../src-shared/domain/index.ts";

export interface OutlineEntry {
  readonly title: string;
  /** 0 is outermost. */
  readonly depth: number;
  readonly line: number;
  readonly kind: SymbolKind | "heading";
}

const DEEPEST = 4;

/** What a document holds, in its order: headings of Markdown, definitions of code. */
export function outlineOf(view: Pick<DocumentView, "symbols" | "text" | "document">): OutlineEntry[] {
  if (view.symbols.length > 0) {
    const sorted = view.symbols.toSorted((a, b) => a.lines.start - b.lines.start || b.lines.end - a.lines.end);
    const open: number[] = [];
    return sorted.map((symbol) => {
      while (open.length > 0 && (open.at(-1) ?? 0) < symbol.lines.start) open.pop();
      const depth = Math.min(open.length, DEEPEST);
      open.push(symbol.lines.end);
      return { title: symbol.name, depth, line: symbol.lines.start, kind: symbol.kind };
    });
  }
  return view.document.language === "markdown" ? headings(view.text) : [];
}

function headings(text: string): OutlineEntry[] {
  const found: { title: string; level: number; line: number }[] = [];
  let fence = "";
  text.split("\n").forEach((line, index) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
    if (fence !== "") {
      if (mark.startsWith(fence)) fence = "";
    } else if (mark !== "") fence = mark;
    else {
      const heading = /^(#{1,6})[ \t]+(.*?)[ \t#]*$/.exec(line.trimEnd());
      const title = (heading?.[2] ?? "").replace(/[*_`]/g, "");
      if (heading !== null && title !== "") found.push({ title, level: heading[1]?.length ?? 1, line: index + 1 });
    }
  });
  const top = Math.min(...found.map((heading) => heading.level));
  return found.map(({ title, level, line }) => ({ title, line, depth: Math.min(level - top, DEEPEST), kind: "heading" }));
}
