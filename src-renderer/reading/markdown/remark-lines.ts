import type { Nodes, Root } from "mdast";
import type { LineRange } from "../../../src-shared/domain/index.ts";
import { addProperties, isParent, visitNodes } from "./mdast-tree.ts";

export interface LineOptions {
  /** Line of the document at which the rendered text starts, 1-based. */
  readonly firstLine: number;
  /** Lines to show as the passage in view, in the document's own numbers. */
  readonly marked: LineRange | null;
}

const BLOCKS: ReadonlySet<Nodes["type"]> = new Set([
  "heading",
  "paragraph",
  "list",
  "listItem",
  "code",
  "table",
  "tableRow",
  "blockquote",
  "thematicBreak",
]);

/** remark plugin: block elements carry `data-line`, the document's line at which they start; marked ones carry `data-marked`. */
export function remarkLines({ firstLine, marked }: LineOptions) {
  return (tree: Root): void => {
    visitNodes(tree, (node) => {
      if (!BLOCKS.has(node.type) || node.position === undefined) return;
      addProperties(node, { "data-line": node.position.start.line + firstLine - 1 });
    });
    if (marked !== null) markOutermost(tree, { start: marked.start - firstLine + 1, end: marked.end - firstLine + 1 });
  };
}

/** Marks the outermost blocks that lie wholly in the range; where none does, the innermost one that holds its first line. */
function markOutermost(tree: Root, range: LineRange): void {
  let found = false;
  let holder: Nodes | null = null;
  const walk = (node: Nodes): void => {
    if (!isParent(node)) return;
    for (const child of node.children) {
      const place = child.position;
      if (place === undefined || place.end.line < range.start || place.start.line > range.end || !BLOCKS.has(child.type)) continue;
      if (place.start.line >= range.start && place.end.line <= range.end) {
        addProperties(child, { "data-marked": "" });
        found = true;
      } else {
        if (child.type === "listItem" || child.type === "paragraph" || child.type === "heading") holder = child;
        walk(child);
      }
    }
  };
  walk(tree);
  if (!found && holder !== null) addProperties(holder, { "data-marked": "" });
}
