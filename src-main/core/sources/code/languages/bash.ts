import { callable, fieldSource, leaf } from "../rules.ts";
import type { LanguageRules } from "../rules.ts";

export const BASH: LanguageRules = {
  joiner: "::",
  local: [],
  nodes: {
    comment: "comment",
    if_statement: "inside",
    else_clause: "inside",
    elif_clause: "inside",
    declaration_command: "wrap",
    function_definition: callable("function"),
    variable_assignment: leaf("variable", (node, place) => {
      const head = place.wrapStart < 0 ? "" : place.text.slice(place.wrapStart, node.startIndex);
      return { names: [fieldSource(node, "name", place)], kind: /^(?:readonly|declare\s+-\w*r)/.test(head) ? "constant" : "variable" };
    }),
  },
};
