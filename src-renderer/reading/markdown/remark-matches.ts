import type { Nodes, PhrasingContent, Root, Text } from "mdast";
import type { TextRange } from "../../../src-shared/contract/index.ts";
import { firstEndingAfter, sliceRanges } from "../text/ranges.ts";
import { alignValue, valueRange } from "./align.ts";
import { addProperties, replaceNodes, visitNodes } from "./mdast-tree.ts";

export interface MatchOptions {
  readonly source: string;
  /** Ranges in `source`: sorted, apart. */
  readonly ranges: readonly TextRange[];
}

/** remark plugin: puts `<mark>` around the parts of text and inline code that matched, and tells code blocks their matches. */
export function remarkMatches({ source, ranges }: MatchOptions) {
  return (tree: Root): void => {
    if (ranges.length === 0) return;
    visitNodes(tree, (node) => {
      if (node.type !== "code") return;
      const inside = matchesIn(node, node.value, source, ranges);
      if (inside.length > 0)
        addProperties(node, { "data-matches": JSON.stringify(inside.map((range) => [range.start, range.end, range.match])) });
    });
    replaceNodes(tree, (node) => {
      if (node.type === "text") {
        const inside = matchesIn(node, node.value, source, ranges);
        return inside.length === 0 ? undefined : cut(node.value, inside);
      }
      if (node.type === "inlineCode") {
        const inside = matchesIn(node, node.value, source, ranges);
        if (inside.length === 0) return undefined;
        return [{ type: "emphasis", data: { hName: "code" }, children: cut(node.value, inside) }];
      }
      return undefined;
    });
  };
}

/** A match inside a node, relative to its value, with its index among all. */
interface OwnMatch extends TextRange {
  readonly match: number;
}

function matchesIn(node: Nodes, value: string, source: string, ranges: readonly TextRange[]): OwnMatch[] {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined) return [];
  const own = sliceRanges(ranges, start, end);
  if (own.length === 0) return [];
  let text = source.slice(start, end);
  let shift = 0;
  if (node.type === "code" && /^(?:`{3,}|~{3,})/.test(text)) {
    // What stands on the opening fence is no part of the value.
    shift = text.indexOf("\n") + 1;
    text = text.slice(shift);
  }
  const offsets = alignValue(text, value);
  if (offsets === null) return [];
  const first = firstEndingAfter(ranges, start);
  return own.flatMap((range, index) => {
    const inside = valueRange(offsets, range.start - shift, range.end - shift);
    return inside === null ? [] : [{ ...inside, match: first + index }];
  });
}

function cut(value: string, ranges: readonly OwnMatch[]): PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let at = 0;
  for (const range of ranges) {
    if (range.start > at) parts.push(text(value.slice(at, range.start)));
    parts.push({
      type: "emphasis",
      data: { hName: "mark", hProperties: { "data-match": range.match } },
      children: [text(value.slice(range.start, range.end))],
    });
    at = range.end;
  }
  if (at < value.length) parts.push(text(value.slice(at)));
  return parts;
}

function text(value: string): Text {
  return { type: "text", value };
}
