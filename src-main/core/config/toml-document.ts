/** A TOML text with its values by dotted key and their places, for reading with line-precise messages and for editing in place. */
import { getStaticTOMLValue, ParseError, parseTOML, type AST } from "toml-eslint-parser";

export interface TomlPlace {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** One `key = value`, wherever it stands: in a section, dotted, or in an inline table. */
export interface TomlEntry {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly node: AST.TOMLKeyValue;
}

/** A `[section]`, an element of a `[[list]]`, or an inline table. */
export interface TomlTable {
  readonly path: readonly string[];
  readonly kind: "standard" | "array" | "inline";
  readonly node: AST.TOMLTable | AST.TOMLInlineTable;
}

export interface TomlDocument {
  /** Without a byte order mark. */
  readonly text: string;
  readonly hasByteOrderMark: boolean;
  readonly entries: readonly TomlEntry[];
  readonly tables: readonly TomlTable[];
  readonly comments: readonly AST.Comment[];
}

/** The text is no TOML. */
export class TomlSyntaxError extends Error {
  override readonly name = "TomlSyntaxError";
  readonly place: TomlPlace;

  constructor(message: string, place: TomlPlace) {
    super(message);
    this.place = place;
  }
}

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Parses TOML 1.0.
 * @throws TomlSyntaxError at the first error, and nothing else, whatever the text.
 */
export function parseTomlDocument(source: string): TomlDocument {
  const hasByteOrderMark = source.startsWith(BYTE_ORDER_MARK);
  const text = hasByteOrderMark ? source.slice(1) : source;
  try {
    const program = parseTOML(text, { tomlVersion: "1.0" });
    const entries: TomlEntry[] = [];
    const tables: TomlTable[] = [];
    for (const node of program.body[0].body) {
      if (node.type === "TOMLKeyValue") {
        collect(node, [], entries, tables);
      } else {
        const path = node.resolvedKey.map(String);
        tables.push({ path, kind: node.kind, node });
        for (const child of node.body) collect(child, path, entries, tables);
      }
    }
    return { text, hasByteOrderMark, entries, tables, comments: program.comments };
  } catch (error) {
    if (error instanceof ParseError) throw new TomlSyntaxError(error.message, { line: error.lineNumber, column: error.column + 1 });
    if (error instanceof RangeError) throw new TomlSyntaxError("Values are nested too deeply", { line: 1, column: 1 });
    throw error;
  }
}

function collect(node: AST.TOMLKeyValue, above: readonly string[], entries: TomlEntry[], tables: TomlTable[]): void {
  const path = [...above, ...node.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value))];
  if (node.value.type === "TOMLInlineTable") {
    tables.push({ path, kind: "inline", node: node.value });
    for (const child of node.value.body) collect(child, path, entries, tables);
  } else {
    entries.push({ path, value: getStaticTOMLValue(node.value), node });
  }
}

/** The dotted key of a path. Only for look-up among settings, whose names hold no dots. */
export function dottedKey(path: readonly string[]): string {
  return path.some((name) => name.includes(".")) ? path.map((name) => JSON.stringify(name)).join(".") : path.join(".");
}

export function placeOf(node: AST.TOMLNode): TomlPlace {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 };
}
