import type { Language, Node, Tree, TreeCursor } from "web-tree-sitter";
import type { SymbolKind } from "../../../../src-shared/domain/kinds.ts";
import { plainComment, plainDocstring } from "./doc-comments.ts";
import type { LineTable } from "./line-table.ts";
import { foldSignature } from "./signature.ts";
import type { Definition, DefinitionRule, Found, LanguageRules, Rule } from "./rules.ts";

/** Definitions nested deeper than this are left to the text of what encloses them; keeps the walk off the stack's end. */
const MAX_DEPTH = 200;
const TYPE_LIKE: ReadonlySet<SymbolKind> = new Set(["class", "struct", "interface", "trait", "enum", "impl", "contract"]);

/** Rules by node type id, for the file's and types' bodies and for functions' bodies. */
export interface CompiledRules {
  readonly rules: LanguageRules;
  readonly outer: readonly (Rule | undefined)[];
  readonly local: readonly (Rule | undefined)[];
  /** Node types that are named: an unknown one ends a run of comments, punctuation does not. */
  readonly named: Uint8Array;
}

/** Node types are compared by number, as a string would cross the WebAssembly border for every node. */
export function compileRules(rules: LanguageRules, grammar: Language): CompiledRules {
  const ids = grammar.types.map((type, id) => (grammar.nodeTypeIsNamed(id) && Object.hasOwn(rules.nodes, type) ? type : null));
  // ERROR has an id of its own (65535), outside the grammar's list.
  const outer: (Rule | undefined)[] = ids.map((type) => (type === null ? undefined : rules.nodes[type]));
  const local: (Rule | undefined)[] = ids.map((type) => (type !== null && rules.local.includes(type) ? rules.nodes[type] : undefined));
  const named = Uint8Array.from(grammar.types, (_, id) => (grammar.nodeTypeIsNamed(id) ? 1 : 0));
  return { rules, outer, local, named };
}

const ERROR_ID = 65535;

/** Comments and attributes that stand right before what comes next. */
interface Pending {
  start: number;
  endLine: number;
  comments: number[];
}

/** The outermost node around a definition: `export const …`, decorators, `type ( … )`. */
interface Wrap {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly inSignature: boolean;
  readonly pending: Pending | null;
  readonly made: Definition[];
}

/** All definitions of a tree in the order of the text. One pass with one cursor; only definitions become `Node` objects. */
export function findDefinitions(tree: Tree, compiled: CompiledRules, lines: LineTable): Definition[] {
  const walk = new Walk(tree.walk(), compiled, lines);
  try {
    walk.children(null, false, 0, null, null);
  } finally {
    walk.cursor.delete();
  }
  return walk.found;
}

class Walk {
  readonly found: Definition[] = [];
  readonly cursor: TreeCursor;
  readonly #compiled: CompiledRules;
  readonly #lines: LineTable;
  readonly #text: string;

  constructor(cursor: TreeCursor, compiled: CompiledRules, lines: LineTable) {
    this.cursor = cursor;
    this.#compiled = compiled;
    this.#lines = lines;
    this.#text = lines.text;
  }

  children(parent: Definition | null, inFunction: boolean, depth: number, wrap: Wrap | null, inherited: Pending | null): void {
    const cursor = this.cursor;
    if (depth > MAX_DEPTH || !cursor.gotoFirstChild()) return;
    const table = inFunction ? this.#compiled.local : this.#compiled.outer;
    const named = this.#compiled.named;
    let pending = inherited;
    let holder = parent;
    do {
      const id = cursor.nodeTypeId;
      const rule: Rule | undefined = id === ERROR_ID ? "inside" : table[id];
      if (rule === undefined) {
        if (named[id] === 1 && (wrap === null || pending !== inherited)) pending = null;
      } else if (rule === "comment" || rule === "attribute") {
        pending = this.#before(pending, rule === "comment");
      } else if (rule === "inside") {
        this.children(holder, inFunction, depth + 1, wrap, pending);
        pending = null;
      } else if (rule === "wrap" || rule === "wrap-plain") {
        this.#wrapped(rule === "wrap", holder, inFunction, depth, wrap, pending);
        pending = null;
      } else {
        const definition = this.#definition(rule, holder, inFunction, depth, wrap, pending);
        if (definition?.shape === "scope") holder = definition;
        pending = null;
      }
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }

  #before(pending: Pending | null, isComment: boolean): Pending | null {
    const start = this.cursor.startIndex;
    const line = this.#lines.lineAt(start);
    // A comment behind code documents that code.
    if (isComment && !this.#lines.isBlankBetween(this.#lines.startOf(line), start)) return null;
    if (this.#compiled.rules.innerDocs === true && /^\/[/*]!/.test(this.#text.slice(start, start + 3))) return null;
    let end = this.cursor.endIndex;
    while (end > start && this.#text.charCodeAt(end - 1) <= 32) end -= 1;
    const endLine = this.#lines.lineAt(end - 1);
    if (pending === null || line - pending.endLine > 1) return { start, endLine, comments: isComment ? [start, end] : [] };
    if (isComment) pending.comments.push(start, end);
    pending.endLine = endLine;
    return pending;
  }

  #wrapped(
    inSignature: boolean,
    parent: Definition | null,
    inFunction: boolean,
    depth: number,
    outer: Wrap | null,
    pending: Pending | null,
  ): void {
    const cursor = this.cursor;
    const nested = outer !== null && outer.made.length === 0;
    const wrap: Wrap = {
      type: cursor.nodeType,
      start: nested ? outer.start : cursor.startIndex,
      end: nested ? outer.end : cursor.endIndex,
      inSignature: inSignature && (!nested || outer.inSignature),
      pending: pending ?? (nested ? outer.pending : null),
      made: nested ? outer.made : [],
    };
    this.children(parent, inFunction, depth + 1, wrap, wrap.pending);
    const last = wrap.made[wrap.made.length - 1];
    const first = wrap.made[0];
    if (nested || first === undefined || last === undefined) return;
    if (!/[\p{L}\p{N}]/u.test(this.#text.slice(last.end, wrap.end))) last.end = wrap.end;
    if (wrap.made.length === 1) {
      first.declarationStart = wrap.start;
      first.declarationEnd = first.end;
    }
    // `const a = 1, b = 2;` is one statement: its leaves share its range.
    if (wrap.made.length > 1 && wrap.made.every((one) => one.shape === "leaf")) {
      for (const one of wrap.made) {
        one.start = first.start;
        one.end = wrap.end;
      }
    }
  }

  #definition(
    rule: DefinitionRule,
    parent: Definition | null,
    inFunction: boolean,
    depth: number,
    wrap: Wrap | null,
    pending: Pending | null,
  ): Definition | null {
    const node = this.cursor.currentNode;
    const text = this.#text;
    const place = { text, parent, inFunction, wrap: wrap?.type ?? "", wrapStart: wrap?.start ?? -1 };
    const found: Found | "inside" | null = rule.refine === undefined ? {} : rule.refine(node, place);
    if (found === null) return null;
    if (found === "inside") {
      this.children(parent, inFunction, depth + 1, wrap, pending);
      return null;
    }
    const names = (found.names ?? [this.#fieldText(node, "name")]).filter((name) => name !== "");
    if (names.length === 0) return null;
    const nodeStart = node.startIndex;
    const nodeEnd = node.endIndex;
    const first = wrap !== null && wrap.made.length === 0;
    const outerStart = first ? wrap.start : nodeStart;
    const signatureStart =
      found.signatureStart ?? (first && wrap.inSignature && !/[({]/.test(text.slice(outerStart, nodeStart)) ? outerStart : nodeStart);
    const bodyStart = found.bodyStart ?? node.childForFieldName("body")?.startIndex ?? nodeEnd;
    const signature = foldSignature(text, signatureStart, bodyStart);
    const doc = found.doc === undefined || found.doc === "" ? this.#doc(pending) : plainFound(found.doc);
    let definition: Definition | null = null;
    for (const name of names) {
      definition = this.#make(rule, found, name, node.type, parent, inFunction, signature, doc);
      definition.start = Math.min(pending?.start ?? outerStart, first ? (wrap.pending?.start ?? outerStart) : outerStart, outerStart);
      definition.declarationStart = nodeStart;
      definition.declarationEnd = nodeEnd;
      definition.end = nodeEnd;
      this.found.push(definition);
      wrap?.made.push(definition);
    }
    if (definition !== null) this.#descend(definition, inFunction, depth);
    return definition;
  }

  #descend(definition: Definition, inFunction: boolean, depth: number): void {
    const isFunction = definition.shape === "function";
    if (definition.shape !== "scope" && (!(isFunction || inFunction) || this.#compiled.rules.local.length > 0)) {
      this.children(definition, inFunction || isFunction, depth + 1, null, null);
    }
    // An object of functions, a constant with an inline class: what holds passages is a container.
    if (definition.shape === "leaf" && definition.owned.length > 0) definition.shape = "container";
    if (!inFunction && (definition.shape === "function" || definition.shape === "container")) definition.parent?.owned.push(definition);
  }

  #make(
    rule: DefinitionRule,
    found: Found,
    name: string,
    nodeType: string,
    parent: Definition | null,
    inFunction: boolean,
    signature: string,
    doc: string,
  ): Definition {
    let kind = found.kind ?? rule.kind;
    if (kind === "function" && parent !== null && TYPE_LIKE.has(parent.kind)) kind = "method";
    const { joiner } = this.#compiled.rules;
    const join = parent === null ? "" : typeof joiner === "string" ? joiner : joiner(parent, kind, nodeType);
    const outer = parent === null ? "" : `${parent.scope}${join}`;
    const inner = typeof joiner === "string" ? joiner : ".";
    const local = found.owner === undefined ? name : `${found.owner}${inner}${name}`;
    const breadcrumb = parent === null ? [] : [...parent.breadcrumb, parent.label];
    if (found.owner !== undefined) breadcrumb.push(found.owner);
    const label = found.label ?? name;
    const qualifiedName = outer + (found.label === undefined ? local : found.label);
    const scope = found.scope ?? qualifiedName;
    const shape = found.shape ?? rule.shape;
    return {
      kind,
      name,
      qualifiedName,
      scope,
      label,
      breadcrumb,
      nodeType,
      parent,
      signature,
      doc,
      shape,
      inFunction,
      start: 0,
      end: 0,
      declarationStart: 0,
      declarationEnd: 0,
      owned: [],
    };
  }

  #fieldText(node: Node, field: string): string {
    const child = node.childForFieldName(field);
    return child === null ? "" : this.#text.slice(child.startIndex, child.endIndex);
  }

  #doc(pending: Pending | null): string {
    if (pending === null || pending.comments.length === 0) return "";
    const parts: string[] = [];
    for (let i = 0; i < pending.comments.length; i += 2) parts.push(this.#text.slice(pending.comments[i], pending.comments[i + 1]));
    return plainComment(parts.join("\n"), this.#compiled.rules.xmlDocs);
  }
}

/** Docs that a rule found itself: a docstring, or Rust's `//!` lines. */
const plainFound = (doc: string): string => (doc.startsWith("//") ? plainComment(doc) : plainDocstring(doc));
