import { callable, container, fieldSource, leaf, namesIn, withoutTypeArguments } from "../rules.ts";
import type { LanguageRules } from "../rules.ts";

export const GO: LanguageRules = {
  joiner: ".",
  local: [],
  nodes: {
    comment: "comment",
    type_declaration: "wrap",
    const_declaration: "wrap",
    var_declaration: "wrap",
    var_spec_list: "inside",
    struct_type: "inside",
    interface_type: "inside",
    field_declaration_list: "inside",
    function_declaration: callable("function"),
    method_declaration: callable("method", (node, place) => {
      const receiver = fieldSource(node, "receiver", place);
      const owner = /([\p{L}_][\p{L}\p{N}_]*)\s*(?:\[[^\]]*\])?\s*,?\s*\)$/u.exec(receiver)?.[1];
      return owner === undefined ? {} : { owner };
    }),
    type_spec: container("type", (node) => {
      const type = node.childForFieldName("type");
      if (type?.type === "struct_type") return { kind: "struct", bodyStart: type.namedChild(0)?.startIndex ?? type.endIndex };
      if (type?.type !== "interface_type") return { shape: "leaf" };
      return { kind: "interface", bodyStart: type.child(1)?.startIndex ?? type.endIndex };
    }),
    type_alias: leaf("type"),
    const_spec: leaf("constant", (node, place) => ({ names: namesIn(node, place) })),
    var_spec: leaf("variable", (node, place) => ({ names: namesIn(node, place) })),
    field_declaration: leaf("field", (node, place) => {
      const names = namesIn(node, place);
      if (names.length > 0) return { names };
      return {
        names: [
          withoutTypeArguments(fieldSource(node, "type", place))
            .split(".")
            .pop() ?? "",
        ],
      };
    }),
    method_elem: leaf("method"),
  },
};
