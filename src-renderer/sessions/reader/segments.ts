/** An entry of a session, cut where its observations stand, so that each can be marked, linked to and shown in its place. */
import type { Observation, ObservationKind, SessionEntry, SessionSection } from "../../../src-shared/domain/index.ts";

export type Segment =
  | { readonly type: "text"; readonly markdown: string; readonly line: number }
  | {
      readonly type: "group";
      readonly kind: ObservationKind;
      /** The block's label as written. */
      readonly label: string;
      readonly line: number;
      readonly items: readonly Observation[];
    };

/**
 * The whole text of an entry or section in its own order. Line `n` of its Markdown (from 1) is line `lines.start + n` of the
 * file. Nothing is shown twice: a label's own line becomes the heading of the group below it.
 */
export function segmentsOf(part: SessionEntry | SessionSection, observations: readonly Observation[]): readonly Segment[] {
  const lines = part.markdown.split("\n");
  const first = part.lines.start + 1;
  const segments: Segment[] = [];
  let next = first;
  const textUpTo = (line: number, nextLabel: string | null): boolean => {
    const start = next;
    const between = lines.slice(start - first, line - first);
    if (nextLabel !== null) dropLabel(between, nextLabel);
    const offset = between.findIndex((one) => one.trim() !== "");
    next = Math.max(next, line);
    if (offset < 0) return line - start > 0 && lines.slice(start - first, line - first).some((one) => one.trim() !== "");
    segments.push({ type: "text", markdown: between.slice(offset).join("\n").trimEnd(), line: start + offset });
    return true;
  };
  for (const observation of inOrder(part, observations)) {
    if (observation.lines.start < next && observation.lines.start >= first) continue;
    const interrupted = textUpTo(Math.max(first, observation.lines.start), observation.label);
    const open = segments.at(-1);
    // A block written as `**Label:** text` begins a group of its own, though nothing stands between.
    const named = bare(lines[observation.lines.start - first] ?? "").startsWith(bare(observation.label));
    if (!interrupted && !named && open?.type === "group" && open.label === observation.label && open.kind === observation.kind) {
      segments[segments.length - 1] = { ...open, items: [...open.items, observation] };
    } else {
      const { kind, label } = observation;
      segments.push({ type: "group", kind, label, line: observation.lines.start, items: [observation] });
    }
    next = Math.max(next, observation.lines.end + 1);
  }
  textUpTo(first + lines.length, null);
  return segments;
}

function inOrder(part: SessionEntry | SessionSection, observations: readonly Observation[]): readonly Observation[] {
  return observations
    .filter(({ lines }) => lines.start >= part.lines.start && lines.start <= part.lines.end)
    .toSorted((a, b) => a.lines.start - b.lines.start || b.lines.end - a.lines.end);
}

/** Takes the last line that is not blank away when it is the label that the group shows. */
function dropLabel(lines: string[], label: string): void {
  const at = lines.findLastIndex((line) => line.trim() !== "");
  if (at >= 0 && bare(lines[at] ?? "") === bare(label)) lines.splice(at);
}

function bare(text: string): string {
  return text
    .replace(/[*_#:]/g, "")
    .trim()
    .toLowerCase();
}
