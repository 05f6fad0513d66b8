import type { Node } from "web-tree-sitter";
import type { SymbolKind } from "../../../../src-shared/domain/kinds.ts";

/**
 * How a definition becomes passages: a container holds members, a function is a passage with its body, a leaf is a line or two grouped with its
 * neighbours, a scope has no body and holds what follows it (`namespace X;`).
 */
export type Shape = "container" | "function" | "leaf" | "scope";

/** A definition as walked. Offsets are UTF-16 indices into the text, lines are 0-based. */
export interface Definition {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly qualifiedName: string;
  /** What the names of members are joined to; differs from `qualifiedName` for Rust's `impl Trait for Type`. */
  readonly scope: string;
  /** Its name in the breadcrumb of what it encloses. */
  readonly label: string;
  readonly breadcrumb: readonly string[];
  readonly nodeType: string;
  readonly parent: Definition | null;
  readonly signature: string;
  readonly doc: string;
  shape: Shape;
  /** True for what stands in a function's body: a symbol, but no passage of its own. */
  readonly inFunction: boolean;
  /** With its doc comment and attributes. */
  start: number;
  end: number;
  /** Without its doc comment and its neighbours in `const a = 1, b = 2`: what a person is taken to. */
  declarationStart: number;
  declarationEnd: number;
  /** Definitions below it that have passages of their own, in order. */
  readonly owned: Definition[];
}

/** What a rule may know besides the node. */
export interface Place {
  readonly text: string;
  readonly parent: Definition | null;
  readonly inFunction: boolean;
  /** Type and start of the innermost wrapping node (`export_statement`), or "" and -1. */
  readonly wrap: string;
  readonly wrapStart: number;
}

export interface Found {
  /** More than one for `int a, b;`. Default: the node's `name` field. */
  readonly names?: readonly string[];
  readonly kind?: SymbolKind;
  readonly shape?: Shape;
  /** Enclosing type named by the definition itself: a Go receiver, `Type` in C++'s `Type::method`. */
  readonly owner?: string;
  readonly scope?: string;
  readonly label?: string;
  readonly signatureStart?: number;
  /** Where the body starts; default: the `body` field. */
  readonly bodyStart?: number;
  readonly doc?: string;
}

export interface DefinitionRule {
  readonly kind: SymbolKind;
  readonly shape: Shape;
  /** Refines what the defaults give; null: no definition here; "inside": none itself, but there may be some below. */
  readonly refine?: (node: Node, place: Place) => Found | "inside" | null;
}

/**
 * `comment`: documents what follows it. `attribute`: belongs to what follows it. `inside`: definitions may stand in it. `wrap`: is the outer part of the
 * definition in it (`export …`); `wrap-plain` likewise, but not of its signature (decorators). Nodes without a rule are never entered.
 */
export type Rule = "comment" | "attribute" | "inside" | "wrap" | "wrap-plain" | DefinitionRule;

export interface LanguageRules {
  readonly nodes: Readonly<Record<string, Rule>>;
  /** Node types that count within a function's body too; empty: bodies are never entered. */
  readonly local: readonly string[];
  /** Joins a name to the scope of its parent. */
  readonly joiner: string | ((parent: Definition, kind: SymbolKind, nodeType: string) => string);
  /** `//!` documents what it stands in, never what follows it (Rust). */
  readonly innerDocs?: boolean;
  /** XML in doc comments (C#). */
  readonly xmlDocs?: boolean;
}

export const sourceOf = (node: Node, place: Place): string => place.text.slice(node.startIndex, node.endIndex);

export function fieldSource(node: Node, field: string, place: Place): string {
  const child = node.childForFieldName(field);
  return child === null ? "" : sourceOf(child, place);
}

/** `Map<K, V>` → `Map`, `a::B<T>` → `a::B`. */
export function withoutTypeArguments(name: string): string {
  const at = name.search(/[<[]/);
  return (at < 0 ? name : name.slice(0, at)).trim();
}

const rule =
  (shape: Shape) =>
  (kind: SymbolKind, refine?: DefinitionRule["refine"]): DefinitionRule =>
    refine === undefined ? { kind, shape } : { kind, shape, refine };
export const container = rule("container");
export const callable = rule("function");
export const leaf = rule("leaf");
export const scope = rule("scope");

/** Leaves whose names are in fields of the node (`name`) or of its children of a type (`variable_declarator`). */
export function namesIn(node: Node, place: Place, childType?: string): string[] {
  if (childType === undefined)
    return node
      .childrenForFieldName("name")
      .filter((name) => name.isNamed)
      .map((name) => sourceOf(name, place)); // Go's grammar gives the field to commas too.
  const names: string[] = [];
  for (const child of node.namedChildren) {
    if (child.type !== childType) continue;
    const name = child.childForFieldName("name") ?? child.namedChild(0);
    if (name !== null) names.push(sourceOf(name, place));
  }
  return names;
}
