import type { Node } from "web-tree-sitter";
import { callable, container, leaf, sourceOf, withoutTypeArguments } from "../rules.ts";
import type { Found, LanguageRules, Place, Rule } from "../rules.ts";

interface Declared {
  readonly name: string;
  readonly owner: string;
  readonly isFunction: boolean;
}

const NAMES: ReadonlySet<string> = new Set([
  "identifier",
  "field_identifier",
  "type_identifier",
  "qualified_identifier",
  "destructor_name",
  "operator_name",
  "operator_cast",
  "template_function",
  "primitive_type",
]);

/** Unwraps `*(*name)(int)[3]` to its name; a function where a parameter list stands next to the name. */
function declared(declarator: Node | null, place: Place): Declared | null {
  let node = declarator;
  let isFunction = false;
  for (let depth = 0; node !== null && depth < 64; depth += 1) {
    if (NAMES.has(node.type)) break;
    if (node.type === "function_declarator") isFunction = true;
    // `(*name)(…)` declares a pointer, not a function.
    else if (node.type === "pointer_declarator" && isFunction) isFunction = false;
    node = node.childForFieldName("declarator") ?? node.namedChild(node.namedChildCount - 1);
  }
  if (node === null || !NAMES.has(node.type)) return null;
  const full = operatorName(node, place);
  const operator = full.search(/(?:^|::)operator\b/);
  const cut = operator < 0 ? full.lastIndexOf("::") : full.startsWith("operator") ? -1 : operator;
  if (node.type === "operator_cast" || operator >= 0) isFunction = true;
  if (cut < 0) return { name: full, owner: "", isFunction };
  return { name: full.slice(cut + 2), owner: full.slice(0, cut).replace(/<[^<>]*>/g, ""), isFunction };
}

function operatorName(node: Node, place: Place): string {
  const text = sourceOf(node, place).replace(/\s+/g, " ");
  return node.type === "operator_cast" || /\boperator\b/.test(text)
    ? text.replace(/\(\s*\)(?: const| noexcept| override)*$/, "").trim()
    : text;
}

const isScope = (place: Place): boolean => place.parent !== null && place.parent.kind !== "module";

/** A declaration: prototypes are functions, the rest variables (fields in a type). */
function declaration(node: Node, place: Place): Found | "inside" | null {
  const found = node.childrenForFieldName("declarator").map((child) => declared(child, place));
  const all = found.filter((one): one is Declared => one !== null && one.name !== "");
  const first = all[0];
  const type = node.childForFieldName("type");
  if (first === undefined) return type?.childForFieldName("body") == null ? null : "inside";
  if (first.isFunction)
    return { names: [first.name], kind: isScope(place) ? "method" : "function", ...(first.owner === "" ? {} : { owner: first.owner }) };
  const constant = /\b(?:const|constexpr)\b/.test(place.text.slice(node.startIndex, node.childForFieldName("declarator")?.startIndex));
  return { names: all.map((one) => one.name), kind: isScope(place) ? "field" : constant ? "constant" : "variable" };
}

function functionDefinition(node: Node, place: Place): Found | null {
  const found = declared(node.childForFieldName("declarator"), place);
  if (found === null) return null;
  return { names: [found.name], ...(found.owner === "" ? {} : { owner: found.owner, kind: "method" }) };
}

/** A type with a body is a definition; without one it is a mention. Inside a typedef it is the typedef's own body. */
const type = (node: Node, place: Place): Found | "inside" | null => {
  const body = node.childForFieldName("body");
  if (body === null) return null;
  if (place.parent?.nodeType === "type_definition") return "inside";
  const name = node.childForFieldName("name");
  return name === null ? "inside" : { names: [withoutTypeArguments(sourceOf(name, place))] };
};

const KIND_OF_TYPE: Readonly<Record<string, "struct" | "enum" | "class">> = {
  struct_specifier: "struct",
  union_specifier: "struct",
  enum_specifier: "enum",
  class_specifier: "class",
};

const NODES: Readonly<Record<string, Rule>> = {
  comment: "comment",
  preproc_ifdef: "inside",
  preproc_if: "inside",
  preproc_else: "inside",
  preproc_elif: "inside",
  linkage_specification: "inside",
  declaration_list: "inside",
  field_declaration_list: "inside",
  enumerator_list: "inside",
  function_definition: callable("function", functionDefinition),
  declaration: leaf("variable", declaration),
  field_declaration: leaf("field", declaration),
  struct_specifier: container("struct", type),
  union_specifier: container("struct", type),
  enum_specifier: container("enum", type),
  enumerator: leaf("constant"),
  type_definition: leaf("type", (node, place) => {
    const names = node.childrenForFieldName("declarator").map((child) => declared(child, place)?.name ?? "");
    const body = node.childForFieldName("type")?.childForFieldName("body") ?? null;
    const kind = KIND_OF_TYPE[node.childForFieldName("type")?.type ?? ""];
    return body === null || kind === undefined ? { names } : { names, kind, shape: "container", bodyStart: body.startIndex };
  }),
  preproc_def: leaf("macro"),
  preproc_function_def: leaf("macro"),
};

export const C: LanguageRules = { joiner: ".", local: [], nodes: NODES };

export const CPP: LanguageRules = {
  joiner: "::",
  local: [],
  nodes: {
    ...NODES,
    template_declaration: "wrap",
    export_declaration: "wrap",
    namespace_definition: container("module", (node) => (node.childForFieldName("name") === null ? "inside" : {})),
    class_specifier: container("class", type),
    alias_declaration: leaf("type"),
    concept_definition: leaf("type"),
  },
};
