import type { Node } from "web-tree-sitter";
import { callable, container, leaf, namesIn } from "../rules.ts";
import type { Found, LanguageRules, Place } from "../rules.ts";

function fields(node: Node, place: Place): Found {
  const modifiers = node.namedChild(0);
  const words = modifiers?.type === "modifiers" ? place.text.slice(modifiers.startIndex, modifiers.endIndex) : "";
  const constant = /\bstatic\b/.test(words) && /\bfinal\b/.test(words);
  return { names: namesIn(node, place, "variable_declarator"), kind: constant ? "constant" : "field" };
}

export const JAVA: LanguageRules = {
  joiner: ".",
  local: [],
  nodes: {
    line_comment: "comment",
    block_comment: "comment",
    class_body: "inside",
    interface_body: "inside",
    enum_body: "inside",
    enum_body_declarations: "inside",
    annotation_type_body: "inside",
    class_declaration: container("class"),
    record_declaration: container("class"),
    interface_declaration: container("interface"),
    annotation_type_declaration: container("interface"),
    enum_declaration: container("enum"),
    enum_constant: leaf("constant"),
    method_declaration: callable("method"),
    constructor_declaration: callable("method"),
    compact_constructor_declaration: callable("method"),
    annotation_type_element_declaration: leaf("method"),
    field_declaration: leaf("field", fields),
    constant_declaration: leaf("constant", (node, place) => ({ names: namesIn(node, place, "variable_declarator") })),
  },
};
