import type { PhrasingContent, Root } from "mdast";
import { replaceNodes } from "../markdown/mdast-tree.ts";
import { findMentions } from "./find-references.ts";

/** Targets that resolve → where they lead. */
export type ReferenceMap = ReadonlyMap<string, string>;

/** remark plugin: turns mentions that resolve into links. The others stay text as written. */
export function remarkReferences({ references }: { readonly references: ReferenceMap }) {
  return (tree: Root): void => {
    if (references.size === 0) return;
    replaceNodes(tree, (node, parent) => {
      if (parent.type === "link" || parent.type === "linkReference") return undefined;
      if (node.type === "inlineCode") {
        const href = references.get(node.value);
        return href === undefined ? undefined : [{ type: "link", url: href, children: [node] }];
      }
      if (node.type !== "text") return undefined;
      const mentions = findMentions(node.value).filter((mention) => references.has(mention.target));
      if (mentions.length === 0) return undefined;
      const parts: PhrasingContent[] = [];
      let at = 0;
      for (const mention of mentions) {
        if (mention.start > at) parts.push({ type: "text", value: node.value.slice(at, mention.start) });
        const shown = node.value.slice(mention.start, mention.end).replace(/^\[\[|\]\]$/g, "");
        parts.push({ type: "link", url: references.get(mention.target) ?? "", children: [{ type: "text", value: shown }] });
        at = mention.end;
      }
      if (at < node.value.length) parts.push({ type: "text", value: node.value.slice(at) });
      return parts;
    });
  };
}
