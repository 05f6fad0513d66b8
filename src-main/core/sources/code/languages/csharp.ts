import type { Node } from "web-tree-sitter";
import { callable, container, fieldSource, leaf, namesIn, scope } from "../rules.ts";
import type { Found, LanguageRules, Place } from "../rules.ts";

/** Names behind `variable_declaration`; `const` and `static readonly` make constants. */
const variables =
  (event: boolean) =>
  (node: Node, place: Place): Found | null => {
    const list = node.namedChildren.find((child) => child.type === "variable_declaration");
    if (list === undefined) return null;
    const modifiers = place.text.slice(node.startIndex, list.startIndex);
    const constant = /\bconst\b/.test(modifiers) || (/\bstatic\b/.test(modifiers) && /\breadonly\b/.test(modifiers));
    return { names: namesIn(list, place, "variable_declarator"), ...(event || !constant ? {} : { kind: "constant" }) };
  };

/** Attributes are children of the declaration: its signature starts behind them, its body at `{` or `=>`. */
const declared = (node: Node): Found => {
  let start = -1;
  for (let child = node.firstNamedChild; child?.type === "attribute_list"; child = child.nextNamedSibling) start = child.endIndex;
  const body = node.childForFieldName("body") ?? node.childForFieldName("accessors") ?? node.childForFieldName("value");
  return { ...(start < 0 ? {} : { signatureStart: start }), ...(body === null ? {} : { bodyStart: body.startIndex }) };
};

const operator = (node: Node, place: Place): Found => {
  const symbol = fieldSource(node, "operator", place) || fieldSource(node, "type", place);
  return { ...declared(node), names: [`operator ${symbol}`] };
};

export const CSHARP: LanguageRules = {
  joiner: ".",
  local: ["comment", "block", "local_function_statement"],
  xmlDocs: true,
  nodes: {
    comment: "comment",
    block: "inside",
    declaration_list: "inside",
    enum_member_declaration_list: "inside",
    preproc_if: "inside",
    preproc_else: "inside",
    preproc_elif: "inside",
    global_statement: "wrap",
    namespace_declaration: container("module"),
    file_scoped_namespace_declaration: scope("module"),
    class_declaration: container("class", declared),
    struct_declaration: container("struct", declared),
    record_declaration: container("class", declared),
    interface_declaration: container("interface", declared),
    enum_declaration: container("enum", declared),
    enum_member_declaration: leaf("constant"),
    delegate_declaration: leaf("type", declared),
    method_declaration: callable("method", declared),
    constructor_declaration: callable("method", declared),
    destructor_declaration: callable("method", (node, place) => ({ ...declared(node), names: [`~${fieldSource(node, "name", place)}`] })),
    operator_declaration: callable("method", operator),
    conversion_operator_declaration: callable("method", operator),
    local_function_statement: callable("function", declared),
    property_declaration: leaf("field", declared),
    indexer_declaration: leaf("field", (node) => ({ ...declared(node), names: ["this[]"] })),
    field_declaration: leaf("field", variables(false)),
    event_field_declaration: leaf("event", variables(true)),
    event_declaration: leaf("event", declared),
  },
};
