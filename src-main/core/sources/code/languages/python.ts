import type { Node } from "web-tree-sitter";
import { callable, container, leaf, sourceOf } from "../rules.ts";
import type { Found, LanguageRules, Place } from "../rules.ts";

/**
 * The head ends before its colon: a comment behind it stands outside the body. The doc is a string as the body's first statement (PEP 257).
 */
function head(node: Node, place: Place): Found {
  let end: Node | null = null;
  for (const field of ["return_type", "parameters", "superclasses", "type_parameters", "name"]) end ??= node.childForFieldName(field);
  const bodyStart = end?.endIndex ?? node.endIndex;
  const first = node.childForFieldName("body")?.firstNamedChild;
  const string = first?.type === "expression_statement" ? first.firstNamedChild : null;
  if (string?.type !== "string") return { bodyStart };
  return { bodyStart, doc: sourceOf(string, place).replace(/^[rRuU]*("""|'''|"|')([\s\S]*)\1$/, "$2") };
}

export const PYTHON: LanguageRules = {
  joiner: ".",
  local: ["comment", "decorated_definition", "block", "function_definition", "class_definition"],
  nodes: {
    comment: "comment",
    decorated_definition: "wrap-plain",
    expression_statement: "wrap",
    block: "inside",
    if_statement: "inside",
    elif_clause: "inside",
    else_clause: "inside",
    try_statement: "inside",
    except_clause: "inside",
    finally_clause: "inside",
    with_statement: "inside",
    function_definition: callable("function", head),
    class_definition: container("class", head),
    assignment: leaf("variable", (node, place) => {
      const left = node.childForFieldName("left");
      if (left?.type !== "identifier") return null;
      const name = sourceOf(left, place);
      const inClass = place.parent?.kind === "class";
      return { names: [name], kind: inClass ? "field" : /^_*\p{Lu}[\p{Lu}\d_]*$/u.test(name) ? "constant" : "variable" };
    }),
    type_alias_statement: leaf("type", (node, place) => {
      const left = node.childForFieldName("left");
      return left === null ? null : { names: [sourceOf(left, place).replace(/\[[\s\S]*$/, "")] };
    }),
  },
};
