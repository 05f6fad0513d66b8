import { callable, container, fieldSource, leaf, sourceOf } from "../rules.ts";
import type { LanguageRules } from "../rules.ts";

/** `Module::Class`, `Class#method` for instances, `Class.method` for the class itself: as RDoc writes them. */
export const RUBY: LanguageRules = {
  joiner: (parent, kind, nodeType) => {
    if (kind === "field") return "#";
    if (kind !== "method" && kind !== "function") return "::";
    return nodeType === "singleton_method" || parent.nodeType === "singleton_class" ? "." : "#";
  },
  local: [],
  nodes: {
    comment: "comment",
    body_statement: "inside",
    if: "inside",
    unless: "inside",
    // oxlint-disable-next-line unicorn/no-thenable -- a node type of the grammar; the table is never awaited
    then: "inside",
    else: "inside",
    begin: "inside",
    singleton_class: container("impl", (node, place) => {
      const outer = place.parent;
      return outer === null
        ? "inside"
        : { names: ["self"], scope: outer.scope, label: "self", bodyStart: node.childForFieldName("value")?.endIndex ?? node.endIndex };
    }),
    // A comment before the first member stands outside the body.
    module: container("module", (node) => ({ bodyStart: node.childForFieldName("name")?.endIndex ?? node.endIndex })),
    class: container("class", (node) => {
      const end = node.childForFieldName("superclass")?.endIndex ?? node.childForFieldName("name")?.endIndex;
      return end === undefined ? null : { bodyStart: end };
    }),
    method: callable("function", (node) => {
      const end = node.childForFieldName("parameters")?.endIndex ?? node.childForFieldName("name")?.endIndex;
      return end === undefined ? null : { bodyStart: end };
    }),
    singleton_method: callable("method", (node) => {
      const end = node.childForFieldName("parameters")?.endIndex ?? node.childForFieldName("name")?.endIndex;
      return end === undefined ? null : { bodyStart: end };
    }),
    assignment: leaf("constant", (node, place) => {
      const left = node.childForFieldName("left");
      return left?.type === "constant" ? { names: [sourceOf(left, place)] } : null;
    }),
    call: leaf("field", (node, place) => {
      if (place.parent === null || !/^attr_(?:reader|writer|accessor)$/.test(fieldSource(node, "method", place))) return null;
      const names = node.childForFieldName("arguments")?.namedChildren.filter((child) => child.type === "simple_symbol") ?? [];
      return { names: names.map((name) => sourceOf(name, place).slice(1)) };
    }),
  },
};
