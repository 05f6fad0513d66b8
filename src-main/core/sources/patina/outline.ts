import { headingText } from "../text-lines.ts";
import type { BlockSource } from "./blocks.ts";

/** The fixed parts of a session file; `other` is a heading that is no part of the format. */
export type SectionRole = "context" | "goals" | "log" | "classification" | "beliefs" | "prompts" | "other";

/** An H2 (or a resumed activity log) and its lines, 0-based; `end` exclusive. */
export interface OutlineSection {
  readonly role: SectionRole;
  /** Without its marks; empty for a resumed log and for text before the first H2. */
  readonly heading: string;
  /** `Beliefs Captured: N`, `User Prompts (N)`. */
  readonly count: number | null;
  /** Line of the heading, or of the first line where there is none. */
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
}

const CLOCK_HEADING = /^###\s+~?\[?\d{1,2}:\d{2}/;

/**
 * Cuts a session at its H2s outside fences. Sessions go on after rare headings: `## Deep Dive` in the middle of the log is
 * followed by `### 12:03 - Update`, which is the log again and no part of the deep dive. An H3 without a clock below a
 * rare heading belongs to that heading.
 */
export function outlineSession(source: BlockSource, from: number, hasLog: boolean): OutlineSection[] {
  const { lines, inside } = source;
  const sections: OutlineSection[] = [];
  const state: { open: Omit<OutlineSection, "end"> | null } = { open: null };
  let logSeen = false;
  const begin = (next: Omit<OutlineSection, "end">) => {
    if (state.open !== null) sections.push({ ...state.open, end: next.start });
    state.open = next;
  };
  for (let i = from; i < lines.length; i += 1) {
    const line = lines[i] ?? "";
    if (inside[i] === 1 || line.charCodeAt(0) !== 35) {
      if (state.open === null && line.trim() !== "") begin({ role: "other", heading: "", count: null, start: i, bodyStart: i });
      continue;
    }
    const heading = headingText(line, 2);
    const current = state.open;
    if (heading !== null) {
      const { role, count } = roleOf(heading);
      if (role === "log") logSeen = true;
      begin({ role: hasLog ? role : "other", heading, count, start: i, bodyStart: i + 1 });
    } else if (hasLog && logSeen && current?.role === "other" && CLOCK_HEADING.test(line)) {
      begin({ role: "log", heading: "", count: null, start: i, bodyStart: i });
    } else if (current === null) begin({ role: "other", heading: "", count: null, start: i, bodyStart: i });
  }
  if (state.open !== null) sections.push({ ...state.open, end: lines.length });
  return sections;
}

function roleOf(heading: string): { role: SectionRole; count: number | null } {
  const name = heading.toLowerCase();
  if (name === "previous session context") return { role: "context", count: null };
  if (name === "goals") return { role: "goals", count: null };
  if (name === "activity log") return { role: "log", count: null };
  if (name === "session classification") return { role: "classification", count: null };
  const beliefs = /^beliefs captured:\s*(\d{1,6})$/.exec(name);
  if (beliefs !== null) return { role: "beliefs", count: Number(beliefs[1]) };
  const prompts = /^user prompts\s*\((\d{1,6})\)$/.exec(name);
  if (prompts !== null) return { role: "prompts", count: Number(prompts[1]) };
  return { role: "other", count: null };
}
