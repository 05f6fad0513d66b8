import type { Node } from "web-tree-sitter";
import { callable, container, leaf, namesIn, scope } from "../rules.ts";
import type { Found, LanguageRules } from "../rules.ts";

const behindAttributes = (node: Node): Found => {
  const attributes = node.childForFieldName("attributes");
  return attributes === null ? {} : { signatureStart: attributes.endIndex };
};

export const PHP: LanguageRules = {
  joiner: (parent) => (parent.kind === "module" ? "\\" : "::"),
  local: [],
  nodes: {
    comment: "comment",
    declaration_list: "inside",
    enum_declaration_list: "inside",
    compound_statement: "inside",
    if_statement: "inside",
    else_clause: "inside",
    colon_block: "inside",
    namespace_definition: scope("module", (node) => {
      if (node.childForFieldName("name") === null) return "inside";
      return node.childForFieldName("body") === null ? {} : { shape: "container" };
    }),
    class_declaration: container("class", behindAttributes),
    interface_declaration: container("interface", behindAttributes),
    trait_declaration: container("trait", behindAttributes),
    enum_declaration: container("enum", behindAttributes),
    enum_case: leaf("constant"),
    function_definition: callable("function", behindAttributes),
    method_declaration: callable("method", behindAttributes),
    property_declaration: leaf("field", (node, place) => ({ names: namesIn(node, place, "property_element") })),
    const_declaration: leaf("constant", (node, place) => ({ names: namesIn(node, place, "const_element") })),
  },
};
