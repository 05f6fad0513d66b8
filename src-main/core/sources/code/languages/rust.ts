import { callable, container, fieldSource, leaf, withoutTypeArguments } from "../rules.ts";
import type { LanguageRules } from "../rules.ts";

/** `//!` lines right behind the opening brace document the module itself. */
const INNER_DOC = /^\{?\s*((?:\/\/!.*(?:\r?\n|$)\s*)+)/;

export const RUST: LanguageRules = {
  joiner: "::",
  innerDocs: true,
  local: [
    "line_comment",
    "block_comment",
    "attribute_item",
    "block",
    "function_item",
    "struct_item",
    "enum_item",
    "trait_item",
    "impl_item",
    "declaration_list",
    "macro_definition",
  ],
  nodes: {
    line_comment: "comment",
    block_comment: "comment",
    attribute_item: "attribute",
    block: "inside",
    declaration_list: "inside",
    field_declaration_list: "inside",
    enum_variant_list: "inside",
    foreign_mod_item: "inside",
    function_item: callable("function"),
    function_signature_item: callable("function"),
    struct_item: container("struct"),
    union_item: container("struct"),
    enum_item: container("enum"),
    trait_item: container("trait"),
    impl_item: container("impl", (node, place) => {
      const type = withoutTypeArguments(fieldSource(node, "type", place));
      const trait = withoutTypeArguments(fieldSource(node, "trait", place));
      const outer = place.parent === null ? "" : `${place.parent.scope}::`;
      return { names: [type], label: trait === "" ? type : `${trait} for ${type}`, scope: outer + type };
    }),
    mod_item: container("module", (node, place) => {
      const body = node.childForFieldName("body");
      if (body === null) return { shape: "leaf" };
      const doc = INNER_DOC.exec(place.text.slice(body.startIndex, Math.min(body.endIndex, body.startIndex + 4000)))?.[1];
      return doc === undefined ? {} : { doc };
    }),
    macro_definition: callable("macro", (node, place) => {
      const open = place.text.indexOf("{", node.startIndex);
      return open < 0 || open > node.endIndex ? {} : { bodyStart: open };
    }),
    const_item: leaf("constant"),
    static_item: leaf("constant"),
    type_item: leaf("type"),
    associated_type: leaf("type"),
    field_declaration: leaf("field"),
    enum_variant: leaf("constant", (node, place) => ({ names: [fieldSource(node, "name", place)], bodyStart: node.endIndex })),
  },
};
