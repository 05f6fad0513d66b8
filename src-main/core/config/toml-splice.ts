/** Where and with what a TOML text is spliced to set, add or remove one setting. */
import type { AST } from "toml-eslint-parser";
import type { Setting } from "../../../src-shared/config/fields.ts";
import type { SettingValue } from "../../../src-shared/contract/settings.ts";
import { nameOf } from "./problems.ts";
import { spliceList } from "./toml-list.ts";
import { dottedKey, type TomlDocument, type TomlEntry } from "./toml-document.ts";
import { tomlBlock, tomlValue } from "./toml-text.ts";

/** Replaces the characters from `start` to before `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function replaceValue(document: TomlDocument, { node }: TomlEntry, value: SettingValue): Splice {
  const [start, end] = node.value.range;
  const isInline = node.parent.type === "TOMLInlineTable";
  const indent = isInline ? "" : indentAt(document.text, node.range[0]);
  const comments = commentsWithin(document, start, end);
  if (comments.length > 0 && node.value.type === "TOMLArray" && Array.isArray(value)) {
    return { start, end, text: spliceList(document.text, node.value, comments, value as string[], indent, newlineOf(document.text)) };
  }
  const text = isInline ? tomlValue(value) : tomlBlock(value, indent, newlineOf(document.text));
  if (comments.length === 0) return { start, end, text };
  const from = lineStart(document.text, node.range[0]);
  const key = document.text.slice(node.range[0], start);
  return { start: from, end, text: commentLines(document, comments, indent) + indent + key + text };
}

export function removeEntry(document: TomlDocument, { node }: TomlEntry): Splice {
  const { text } = document;
  if (node.parent.type === "TOMLInlineTable") return removeInline(node.parent, node);
  const start = lineStart(text, node.range[0]);
  const end = nextLine(text, node.range[1]);
  return { start, end, text: commentLines(document, commentsWithin(document, start, end), indentAt(text, node.range[0])) };
}

function removeInline(table: AST.TOMLInlineTable, node: AST.TOMLKeyValue): Splice {
  const index = table.body.indexOf(node);
  const [next, previous] = [table.body[index + 1], table.body[index - 1]];
  if (next !== undefined) return { start: node.range[0], end: next.range[0], text: "" };
  return { start: previous?.range[1] ?? node.range[0], end: node.range[1], text: "" };
}

/** Adds a setting where a person would look for it: in its section, below its commented-out default if that is there. */
export function insertEntry(document: TomlDocument, setting: Setting, value: SettingValue): Splice {
  const { section } = setting;
  if (section === "") return insertAtTop(document, setting, value);
  const table = document.tables.find(({ path }) => dottedKey(path) === section);
  if (table?.node.type === "TOMLInlineTable") return insertInline(table.node, setting, value);
  if (table?.node.type === "TOMLTable" && table.kind === "standard") {
    const { node } = table;
    const sectionEnd = document.tables.reduce(
      (end, { kind, node: other }) => (kind !== "inline" && other.range[0] > node.range[0] ? Math.min(end, other.range[0]) : end),
      document.text.length,
    );
    const after = commentedDefault(document, setting, node.range[0], sectionEnd) ?? node.body.at(-1) ?? node.key;
    const indent = indentAt(document.text, (node.body.at(-1) ?? node).range[0]);
    return lineAfter(document, after, `${indent}${nameOf(setting)} = ${tomlBlock(value, indent, newlineOf(document.text))}`);
  }
  // A section written as dotted keys: `indexing.watch = true`.
  const dotted = document.entries
    .filter(({ path, node }) => path[0] === section && path.length === 2 && node.parent.type === "TOMLTopLevelTable")
    .at(-1);
  if (dotted !== undefined) return lineAfter(document, dotted.node, `${setting.key} = ${tomlBlock(value, "", newlineOf(document.text))}`);
  return appendSection(document, setting, value);
}

function insertInline(table: AST.TOMLInlineTable, setting: Setting, value: SettingValue): Splice {
  const written = `${nameOf(setting)} = ${tomlValue(value)}`;
  const last = table.body.at(-1);
  if (last !== undefined) return { start: last.range[1], end: last.range[1], text: `, ${written}` };
  return { start: table.range[0], end: table.range[1], text: `{ ${written} }` };
}

function insertAtTop(document: TomlDocument, setting: Setting, value: SettingValue): Splice {
  const { text } = document;
  const newline = newlineOf(text);
  const firstTable = document.tables.find(({ kind }) => kind !== "inline")?.node.range[0] ?? text.length;
  const written = `${nameOf(setting)} = ${tomlBlock(value, "", newline)}`;
  const last = topLevel(document).at(-1);
  const after = commentedDefault(document, setting, 0, firstTable) ?? last;
  if (after !== undefined) return lineAfter(document, after, written);
  // Below the file's heading comment, if an empty line parts it from what follows.
  const heading = /^(?:[ \t]*#[^\n]*\n)+[ \t]*\r?\n/.exec(text.slice(0, firstTable))?.[0].length ?? 0;
  return { start: heading, end: heading, text: `${written}${newline}${heading === text.length ? "" : newline}` };
}

function topLevel({ entries, tables }: TomlDocument): AST.TOMLKeyValue[] {
  const inline = tables.filter(({ kind }) => kind === "inline").map(({ node }) => node.parent as AST.TOMLNode);
  return [...entries.map(({ node }) => node), ...inline]
    .filter((node): node is AST.TOMLKeyValue => node.type === "TOMLKeyValue" && node.parent.type === "TOMLTopLevelTable")
    .sort((a, b) => a.range[0] - b.range[0]);
}

function appendSection({ text }: TomlDocument, setting: Setting, value: SettingValue): Splice {
  const newline = newlineOf(text);
  const gap = text === "" ? "" : /\n[ \t]*\r?\n$/.test(text) ? "" : text.endsWith("\n") ? newline : newline + newline;
  const written = `[${setting.section}]${newline}${nameOf(setting)} = ${tomlBlock(value, "", newline)}${newline}`;
  return { start: text.length, end: text.length, text: gap + written };
}

/** The comment `# name = …` that stands for the default, on a line of its own. */
function commentedDefault({ comments, text }: TomlDocument, setting: Setting, from: number, to: number): AST.Comment | undefined {
  const pattern = new RegExp(`^\\s*${nameOf(setting)}\\s*=`);
  return comments.find(({ range, value }) => {
    return range[0] >= from && range[1] <= to && pattern.test(value) && text.slice(lineStart(text, range[0]), range[0]).trim() === "";
  });
}

function lineAfter({ text }: TomlDocument, node: AST.HasLocs, line: string): Splice {
  const at = nextLine(text, node.range[1]);
  const newline = newlineOf(text);
  return { start: at, end: at, text: text.slice(0, at).endsWith("\n") ? line + newline : newline + line + newline };
}

function commentsWithin({ comments }: TomlDocument, start: number, end: number): AST.Comment[] {
  return comments.filter(({ range }) => range[0] >= start && range[1] <= end);
}

function commentLines({ text }: TomlDocument, comments: readonly AST.Comment[], indent: string): string {
  return comments.map(({ range }) => indent + text.slice(...range) + newlineOf(text)).join("");
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function lineStart(text: string, index: number): number {
  return text.lastIndexOf("\n", index - 1) + 1;
}

/** The beginning of the line after the one that holds `index`, or the end of the text. */
function nextLine(text: string, index: number): number {
  const newline = text.indexOf("\n", index);
  return newline === -1 ? text.length : newline + 1;
}

function indentAt(text: string, index: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, index), index))?.[0] ?? "";
}
