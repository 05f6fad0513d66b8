import type { Node } from "web-tree-sitter";
import { callable, container, fieldSource, leaf, sourceOf } from "../rules.ts";
import type { Found, LanguageRules, Place, Rule } from "../rules.ts";

const FUNCTIONS: ReadonlySet<string> = new Set(["arrow_function", "function_expression", "generator_function"]);

const bodyStart = (node: Node): { bodyStart: number } | object => {
  const body = node.childForFieldName("body");
  return body === null ? {} : { bodyStart: body.startIndex };
};

/** `const f = () => …`, `f = function …`, a class field: a function where the value is one. */
function byValue(node: Node, name: string, otherwise: Found | "inside" | null): Found | "inside" | null {
  const value = node.childForFieldName("value") ?? node.childForFieldName("right");
  if (value === null) return otherwise;
  if (FUNCTIONS.has(value.type)) return { names: [name], kind: "function", shape: "function", ...bodyStart(value) };
  if (value.type === "class") return { names: [name], kind: "class", shape: "container", ...bodyStart(value) };
  return otherwise;
}

function variable(node: Node, place: Place): Found | "inside" | null {
  const name = node.childForFieldName("name");
  if (name?.type !== "identifier") return null;
  const constant = place.wrapStart >= 0 && /(?:^|\s)const\s/.test(place.text.slice(place.wrapStart, node.startIndex));
  const names = [sourceOf(name, place)];
  return byValue(node, names[0] ?? "", place.inFunction ? null : { names, kind: constant ? "constant" : "variable" });
}

/** `exports.name = function …`, `Type.prototype.method = …`, `Type.helper = …`. Other assignments define nothing. */
function assignment(node: Node, place: Place): Found | "inside" | null {
  const left = fieldSource(node, "left", place);
  const path = /^[\w$.]{1,200}$/.test(left) ? left.replace(/^(?:module\.)?exports\./, "").split(".") : [];
  const name = path.pop();
  if (name === undefined || left === "module.exports") return null;
  const owner = path.filter((part) => part !== "prototype").join(".");
  const found = byValue(node, name, null);
  return found === null || found === "inside" || owner === ""
    ? found
    : { ...found, owner, kind: found.kind === "function" ? "method" : "class" };
}

/** Anonymous functions and classes define something only as `export default`; elsewhere the rule of what holds them has spoken. */
const anonymous = (node: Node, place: Place): Found | "inside" | null =>
  place.wrap === "export_statement" ? { names: [fieldSource(node, "name", place) || "default"] } : "inside";

const member = (node: Node, place: Place): Found | "inside" | null => {
  const name = fieldSource(node, "name", place) || fieldSource(node, "property", place);
  const end = (node.childForFieldName("value") ?? node).startIndex;
  const words = node.startIndex < end ? place.text.slice(node.startIndex, end) : "";
  const constant = /\bstatic\b/.test(words) && /\breadonly\b/.test(words);
  const found = byValue(node, name, { names: [name], kind: constant ? "constant" : "field" });
  return found !== null && found !== "inside" && found.kind === "function" ? { ...found, kind: "method" } : found;
};

/** A class's decorators are children of it; its signature starts behind them. */
const behindDecorators = (node: Node): Found => {
  let start = -1;
  for (let child = node.firstChild; child?.type === "decorator"; child = child.nextSibling) start = child.endIndex;
  return start < 0 ? {} : { signatureStart: start };
};

const NODES: Readonly<Record<string, Rule>> = {
  comment: "comment",
  decorator: "attribute",
  export_statement: "wrap",
  expression_statement: "wrap",
  lexical_declaration: "wrap",
  variable_declaration: "wrap",
  statement_block: "inside",
  class_body: "inside",
  object: "inside",
  function_declaration: callable("function"),
  generator_function_declaration: callable("function"),
  function_expression: callable("function", anonymous),
  generator_function: callable("function", anonymous),
  arrow_function: callable("function", anonymous),
  class: container("class", anonymous),
  class_declaration: container("class", behindDecorators),
  variable_declarator: leaf("variable", variable),
  assignment_expression: leaf("variable", assignment),
  method_definition: callable("method"),
  pair: leaf("method", (node, place) => {
    if (place.inFunction) return null;
    const found = byValue(node, fieldSource(node, "key", place).replace(/^["']|["']$/g, ""), null);
    return found === null || found === "inside" ? null : { ...found, kind: "method" };
  }),
};

const LOCAL = [
  "comment",
  "decorator",
  "export_statement",
  "lexical_declaration",
  "variable_declaration",
  "variable_declarator",
  "statement_block",
  "class_body",
  "class",
  "function_declaration",
  "generator_function_declaration",
  "class_declaration",
  "method_definition",
  "arrow_function",
  "function_expression",
  "generator_function",
];

export const JAVASCRIPT: LanguageRules = {
  joiner: ".",
  local: [...LOCAL, "field_definition"],
  nodes: { ...NODES, field_definition: leaf("field", member) },
};

export const TYPESCRIPT: LanguageRules = {
  joiner: ".",
  local: [...LOCAL, "public_field_definition", "interface_declaration", "interface_body"],
  nodes: {
    ...NODES,
    ambient_declaration: "wrap",
    interface_body: "inside",
    as_expression: "inside",
    satisfies_expression: "inside",
    function_signature: callable("function"),
    abstract_class_declaration: container("class", behindDecorators),
    interface_declaration: container("interface"),
    internal_module: container("module"),
    module: container("module", (node, place) => ({ names: [fieldSource(node, "name", place).replace(/^["']|["']$/g, "")] })),
    type_alias_declaration: leaf("type"),
    enum_declaration: container("enum"),
    enum_body: "inside",
    enum_assignment: leaf("constant"),
    property_identifier: leaf("constant", (node, place) => (place.parent?.kind === "enum" ? { names: [sourceOf(node, place)] } : null)),
    public_field_definition: leaf("field", member),
    property_signature: leaf("field"),
    method_signature: leaf("method"),
    abstract_method_signature: leaf("method"),
  },
};
