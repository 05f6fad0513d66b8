import type { ObservationKind } from "../../../../src-shared/domain/kinds.ts";
import { isBlank } from "../text-lines.ts";
import { readEntryHeading } from "./entries.ts";
import { readLabelLine, type LabelLine } from "./label-lines.ts";
import { isContinuing, meaningOf, type LabelMeaning } from "./labels.ts";

/** A labelled block: what stands from a label to the next one, or to the next heading. Lines are 0-based, `end` exclusive. */
export interface Block {
  readonly form: LabelLine["form"];
  readonly label: string;
  readonly kind: ObservationKind;
  /** The one thing the block is about, where its label names it; the block is then a single observation. */
  readonly subject: string | null;
  readonly inline: string;
  readonly start: number;
  readonly end: number;
}

type OpenBlock = Omit<Block, "end">;

/** `lines` outside fences are looked at; `inside` is the fence mask. */
export interface BlockSource {
  readonly lines: readonly string[];
  readonly inside: Uint8Array;
}

/**
 * All labelled blocks between two lines, in order, same labels each time they occur.
 *
 * A known label with nothing of its own before the next, unknown label gives that one its kind: in
 * `**Key Findings:**` / `**Working:**` / … the list under `Working` holds findings. Unknown headings end a block and
 * open none: their text is prose.
 */
export function findBlocks(source: BlockSource, from: number, to: number): Block[] {
  const blocks: Block[] = [];
  const state: { open: OpenBlock | null } = { open: null };
  // Kind handed down by an empty known label, and the form that takes it.
  let inherited: { kind: ObservationKind; form: LabelLine["form"] | null } | null = null;
  const close = (end: number) => {
    if (state.open !== null) blocks.push({ ...state.open, end });
    state.open = null;
  };
  for (let i = from; i < to; i += 1) {
    if (source.inside[i] === 1) continue;
    const line = readLabelLine(source.lines[i] ?? "");
    if (line === null) continue;
    const current = state.open;
    if (current !== null && line.form === "label" && isContinuing(line.label) && hasContent(source.lines, current, i)) continue;
    const { kind, subject } = line.form === "heading" ? meaningOfHeading(line.label) : meaningOf(line.label);
    if (kind !== "other") inherited = null;
    else if (line.form === "heading") inherited = null;
    else if (current !== null && current.kind !== "other" && !hasContent(source.lines, current, i))
      inherited = { kind: current.kind, form: line.form };
    else if (inherited !== null && inherited.form !== line.form) inherited = null;
    close(i);
    if (line.form === "heading" && kind === "other") continue;
    const handedDown: ObservationKind = kind === "other" ? (inherited?.kind ?? "other") : kind;
    const topic: string | null = kind === "other" && inherited !== null && line.form === "bold-line" ? line.label : subject;
    state.open = { form: line.form, label: line.label, kind: handedDown, subject: topic, inline: line.inline, start: i };
  }
  close(to);
  return blocks;
}

/** An entry that is a decision by its title (`18:15 - Decision: revert the daemon`) is one observation, titled so. */
function meaningOfHeading(heading: string): LabelMeaning {
  const entry = readEntryHeading(heading);
  if (entry.startClock === null) return meaningOf(heading);
  // Sessions start, end and go on under headings of their own; those name no block.
  if (entry.kind !== "titled") return { kind: "other", subject: null };
  const { kind, subject } = meaningOf(entry.title);
  return { kind, subject: subject ?? entry.title };
}

function hasContent(lines: readonly string[], block: OpenBlock, end: number): boolean {
  if (block.inline !== "" || block.subject !== null) return true;
  for (let i = block.start + 1; i < end; i += 1) if (!isBlank(lines[i] ?? "")) return true;
  return false;
}
