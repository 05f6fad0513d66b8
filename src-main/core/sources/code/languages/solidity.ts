import { callable, container, leaf, sourceOf } from "../rules.ts";
import type { LanguageRules } from "../rules.ts";

export const SOLIDITY: LanguageRules = {
  joiner: ".",
  local: [],
  nodes: {
    comment: "comment",
    contract_body: "inside",
    struct_body: "inside",
    enum_body: "inside",
    contract_declaration: container("contract"),
    library_declaration: container("contract"),
    interface_declaration: container("interface"),
    struct_declaration: container("struct"),
    struct_member: leaf("field"),
    enum_declaration: container("enum"),
    enum_value: leaf("constant", (node, place) => ({ names: [sourceOf(node, place)] })),
    function_definition: callable("function"),
    modifier_definition: callable("method"),
    constructor_definition: callable("method", () => ({ names: ["constructor"] })),
    fallback_receive_definition: callable("method", (node, place) => ({
      names: [sourceOf(node, place).trimStart().startsWith("receive") ? "receive" : "fallback"],
    })),
    event_definition: leaf("event"),
    error_declaration: leaf("type"),
    user_defined_type_definition: leaf("type"),
    constant_variable_declaration: leaf("constant"),
    state_variable_declaration: leaf("field", (node, place) =>
      /\b(?:constant|immutable)\b/.test(sourceOf(node, place).split("=", 1)[0] ?? "") ? { kind: "constant" } : {},
    ),
  },
};
