import type { Nodes, Parents, Root, RootContent } from "mdast";

export function isParent(node: Nodes): node is Parents {
  return "children" in node;
}

/** Visits every node, parents first. `parent` is null for the root. */
export function visitNodes(root: Root, visit: (node: Nodes, parent: Parents | null) => void): void {
  const pending: [Nodes, Parents | null][] = [[root, null]];
  // A stack, not recursion: hostile files nest deeper than the call stack reaches.
  for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
    const [node, parent] = entry;
    visit(node, parent);
    if (isParent(node)) for (const child of node.children.toReversed()) pending.push([child, node]);
  }
}

/** Replaces children for which `replace` gives something else than undefined. Replacements are not visited again. */
export function replaceNodes(root: Root, replace: (node: Nodes, parent: Parents) => readonly RootContent[] | undefined): void {
  visitNodes(root, (node) => {
    if (!isParent(node)) return;
    let changed = false;
    const children: RootContent[] = [];
    for (const child of node.children) {
      const replacement = replace(child, node);
      if (replacement === undefined) children.push(child);
      else {
        changed = true;
        children.push(...replacement);
      }
    }
    if (changed) (node as { children: RootContent[] }).children = children;
  });
}

/** Adds HTML properties that the rendered element will carry. */
export function addProperties(node: Nodes, properties: Readonly<Record<string, string | number>>): void {
  const data = (node.data ??= {}) as { hProperties?: Record<string, string | number> };
  data.hProperties = { ...data.hProperties, ...properties };
}
