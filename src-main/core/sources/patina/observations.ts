import type { Observation } from "../../../../src-shared/domain/session.ts";
import { dedent, firstWords, isBlank, plainInline } from "../text-lines.ts";
import { findBlocks, type Block, type BlockSource } from "./blocks.ts";
import { findItems } from "./items.ts";

/** How much of a line its title is made from, in characters. */
const MAX_TITLE_SOURCE = 400;

/** An observation before it is numbered. */
export type ObservationDraft = Omit<Observation, "index" | "entryIndex">;

/** All observations between two lines, in order. */
export function readObservations(source: BlockSource, from: number, to: number): ObservationDraft[] {
  return findBlocks(source, from, to).flatMap((block) => blockObservations(source, block));
}

/** The observations of one block: one for each item, or a single one where the label names its subject. */
function blockObservations(source: BlockSource, block: Block): ObservationDraft[] {
  const bodyStart = block.inline === "" ? block.start + 1 : block.start;
  const common = { kind: block.kind, label: block.label };
  if (block.subject !== null) {
    const end = lastContent(source.lines, block.start, block.end);
    const markdown = dedent(source.lines, block.start, end);
    return [{ ...common, title: titleFrom(block.subject, block.label), markdown, lines: { start: block.start + 1, end } }];
  }
  return findItems(source, bodyStart, block.end, block.inline !== "").map((item) => {
    const isInline = item.start === block.start;
    const text = isInline ? block.inline : (source.lines[item.titleLine] ?? "");
    const markdown = isInline ? inlineMarkdown(source.lines, block, item.end) : dedent(source.lines, item.start, item.end);
    return { ...common, title: titleOfItem(text, block.label), markdown, lines: { start: item.start + 1, end: item.end } };
  });
}

function inlineMarkdown(lines: readonly string[], block: Block, end: number): string {
  const rest = dedent(lines, block.start + 1, end);
  return rest === "" ? block.inline : `${block.inline}\n${rest}`;
}

function lastContent(lines: readonly string[], from: number, to: number): number {
  let end = to;
  while (end > from + 1 && isBlank(lines[end - 1] ?? "")) end -= 1;
  return end;
}

/** The bold lead of an item's first line, else its first words; the label where it has no words at all. */
function titleOfItem(line: string, label: string): string {
  const text = line
    .trimStart()
    .slice(0, MAX_TITLE_SOURCE)
    .replace(/^(?:[-*+•]|\d{1,9}[.)])\s+/, "")
    .replace(/^\[[ xX~-]\]\s+/, "");
  const bold = /^[^\p{L}\p{N}*]{0,4}\*\*(.+?)\*\*/u.exec(text);
  return titleFrom(bold?.[1] ?? text, label);
}

function titleFrom(source: string, label: string): string {
  const text = source.slice(0, MAX_TITLE_SOURCE);
  const title = firstWords(
    plainInline(text)
      .replace(/^\|\s*|\s*\|$/g, "")
      .replace(/[\s:]+$/, ""),
    120,
  );
  return /[\p{L}\p{N}]/u.test(title) ? title : label.slice(0, MAX_TITLE_SOURCE);
}
