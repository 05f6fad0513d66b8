import { indentOf, isBlank } from "../text-lines.ts";
import type { BlockSource } from "./blocks.ts";
import { readLabelLine } from "./label-lines.ts";
import { isContinuing } from "./labels.ts";

/** One observation's lines: a list item with what is nested under it, a paragraph, a table, a fence. 0-based, `end` exclusive. */
export interface Item {
  readonly form: "numbered" | "bullet" | "paragraph" | "table" | "fence";
  readonly start: number;
  readonly end: number;
  /** Line that names it: the item's own, after a lead-in paragraph that was joined to it. */
  readonly titleLine: number;
}

interface OpenItem {
  form: Item["form"];
  start: number;
  end: number;
  titleLine: number;
  indent: number;
  /** A paragraph with a bold lead takes the list right below it as its own. */
  takesList: boolean;
}

const MARKER = /^(\s*)([-*+•]|\d{1,9}[.)])\s+(\S.*)$/;
const EMPTY_MARKER = /^\s*(?:[-*+•]|\d{1,9}[.)])\s*$/;
/** Only rule marks, at least three, or a comment of one line: nothing that says something. */
function isNoContent(line: string): boolean {
  const text = line.trim();
  if (/^(?:-[-\s]*|\*[*\s]*|_[_\s]*)$/.test(text)) return text.replace(/\s+/g, "").length >= 3;
  return text.startsWith("<!--") && text.endsWith("-->");
}

/** Cuts the lines of a block into items. `inline` is true where the first line holds the label's own text. */
export function findItems(source: BlockSource, from: number, to: number, inline: boolean): Item[] {
  const items: Item[] = [];
  const state: { open: OpenItem | null } = { open: null };
  let gap = false;
  const begin = (form: Item["form"], line: number, indent = 0, takesList = false) => {
    if (state.open !== null) items.push(finish(state.open));
    state.open = { form, start: line, end: line + 1, titleLine: line, indent, takesList };
  };
  for (let i = from; i < to; i += 1) {
    const line = source.lines[i] ?? "";
    const fenced = source.inside[i] === 1;
    if (!fenced && isBlank(line)) {
      gap = true;
      continue;
    }
    if (!fenced && (isNoContent(line) || EMPTY_MARKER.test(line))) continue;
    const current = state.open;
    if (inline && i === from) begin("paragraph", i, 0, !line.trimEnd().endsWith(":"));
    else if (fenced) {
      if (current === null) begin("fence", i);
      else current.end = i + 1;
    } else {
      const step = place(line, current, gap, source.lines);
      if (step === "extend" && current !== null) current.end = i + 1;
      else if (step === "adopt" && current !== null) adopt(current, line, i);
      else if (step !== "extend" && step !== "adopt")
        begin(step, i, indentOf(line), step === "paragraph" && /^\s*\*\*[^*]+\*\*/.test(line));
    }
    gap = false;
  }
  if (state.open !== null) items.push(finish(state.open));
  return items;
}

/** What a line outside fences does: extend the open item, turn a lead-in into the list item it leads to, or begin an item. */
function place(line: string, open: OpenItem | null, gap: boolean, lines: readonly string[]): Item["form"] | "extend" | "adopt" {
  const marker = MARKER.exec(line);
  const indent = indentOf(line);
  const isListItem = open !== null && (open.form === "numbered" || open.form === "bullet");
  if (marker !== null) {
    const form = /\d/.test(marker[2] ?? "") ? "numbered" : "bullet";
    if (open === null) return form;
    if (isListItem && indent >= open.indent + 2) return "extend";
    if (open.form === "numbered" && form === "bullet" && !gap) return "extend";
    if (open.form === "paragraph" && open.takesList && !gap) return "extend";
    if (open.form === "paragraph" && (lines[open.end - 1] ?? "").trimEnd().endsWith(":")) return "adopt";
    return form;
  }
  if (/^\s*\|/.test(line)) {
    if (open === null) return "table";
    if (open.form === "table") return gap ? "table" : "extend";
    const leads = open.form === "paragraph" && (!gap || (lines[open.end - 1] ?? "").trimEnd().endsWith(":"));
    return leads || (isListItem && (indent >= 2 || !gap)) ? "extend" : "table";
  }
  if (open === null || open.form === "table") return "paragraph";
  if (carriesOn(line)) return "extend";
  if (isListItem && indent >= open.indent + 2) return "extend";
  return gap ? "paragraph" : "extend";
}

/** `**Rationale:** …` below a decision. */
function carriesOn(line: string): boolean {
  const label = line.startsWith("**") ? readLabelLine(line) : null;
  return label?.form === "label" && isContinuing(label.label);
}

/** The lead-in paragraph becomes part of the first item of the list that it announces. */
function adopt(open: OpenItem, line: string, at: number): void {
  open.form = /^\s*\d/.test(line) ? "numbered" : "bullet";
  open.indent = indentOf(line);
  open.titleLine = at;
  open.end = at + 1;
  open.takesList = false;
}

function finish(open: OpenItem): Item {
  return { form: open.form, start: open.start, end: open.end, titleLine: open.titleLine };
}
