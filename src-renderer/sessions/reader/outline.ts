import type { Observation, Session, SessionEntry } from "../../../src-shared/domain/index.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";

/** An anchor of the reader: the element's id, what it is called, how deep it stands. */
export interface OutlineItem {
  readonly id: string;
  readonly label: string;
  readonly depth: 0 | 1;
  /** `21:50` for entries. */
  readonly clock: string | null;
  readonly count: number | null;
}

export const KEY_KINDS = ["decision", "challenge", "pattern"] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export function isKeyKind(kind: Observation["kind"]): kind is KeyKind {
  return (KEY_KINDS as readonly string[]).includes(kind);
}

export const entryAnchor = (index: number): string => `entry-${index}`;
export const sectionAnchor = (index: number): string => `section-${index}`;

export interface Surroundings {
  readonly commits: number;
  /** Files that they changed. */
  readonly changedFiles: number;
  readonly related: number;
  readonly beliefs: number;
}

/** An entry's heading without what stands beside it anyway: its clock, and since when it covers. */
export function entryName(entry: SessionEntry): string {
  const title = entry.title === "" ? entry.heading : entry.title;
  return (entry.since === null ? title : title.replace(/\s*\(covering since [^)]*\)/i, "")) || entry.heading;
}

/** The parts a session has, in the order the reader shows them; parts that are empty are left out. */
export function outlineOf(session: Session, { commits, changedFiles, related, beliefs }: Surroundings): readonly OutlineItem[] {
  const items: OutlineItem[] = [];
  const add = (id: string, label: string, count: number | null = null): void =>
    void items.push({ id, label, depth: 0, clock: null, count });
  for (const kind of KEY_KINDS) {
    const count = session.observations.filter((one) => one.kind === kind).length;
    if (count > 0) add(`key-${kind}`, words.keyKinds[kind], count);
  }
  if (session.goals.length > 0) add("goals", words.goals, session.goals.length);
  if (session.previousContext !== "") add("context", words.previousContext);
  if (session.entries.length > 0) add("activity", words.activity, session.entries.length);
  for (const entry of session.entries) {
    items.push({ id: entryAnchor(entry.index), label: entryName(entry), depth: 1, clock: entry.startClock, count: null });
  }
  session.sections.forEach((section, index) => add(sectionAnchor(index), section.heading === "" ? words.untitledSection : section.heading));
  if (session.prompts.length > 0 || session.promptCount > 0) add("prompts", words.prompts, session.promptCount);
  if (commits > 0) add(COMMITS, words.commits, commits);
  if (changedFiles > 0) add(CHANGED_CODE, words.changedCode, changedFiles);
  if (beliefs > 0) add("beliefs", words.beliefs, beliefs);
  if (related > 0) add("related", words.related, related);
  if (session.problems.length > 0) add("problems", words.problems, session.problems.length);
  return items;
}

/**
 * What a line of the file belongs to: the smallest observation that holds it, else the entry or section, else null.
 * A link to a line of something marks all of it.
 */
export function placeOfLine(
  session: Session,
  line: number | null,
): { readonly observation: number | null; readonly anchor: string } | null {
  if (line === null) return null;
  const holds = ({ lines }: { readonly lines: { readonly start: number; readonly end: number } }): boolean =>
    lines.start <= line && line <= lines.end;
  const observation = session.observations.filter(holds).toSorted((a, b) => a.lines.end - a.lines.start - (b.lines.end - b.lines.start))[0];
  if (observation !== undefined) return { observation: observation.index, anchor: observationAnchor(observation.index) };
  const goal = session.goals.find((one) => one.line === line);
  if (goal !== undefined) return { observation: null, anchor: "goals" };
  const prompt = session.prompts.find((one) => one.line === line);
  if (prompt !== undefined) return { observation: null, anchor: "prompts" };
  const entry = session.entries.find(holds);
  if (entry !== undefined) return { observation: null, anchor: entryAnchor(entry.index) };
  const section = session.sections.findIndex(holds);
  return section < 0 ? null : { observation: null, anchor: sectionAnchor(section) };
}

export const COMMITS = "commits";
export const CHANGED_CODE = "changed-code";
export const observationAnchor = (index: number): string => `observation-${index}`;
