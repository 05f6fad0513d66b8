import type { ResultType } from "../../../../src-shared/domain/kinds.ts";
import type { PassageDraft } from "../../../../src-shared/domain/passage.ts";
import type { Observation, Session } from "../../../../src-shared/domain/session.ts";
import { CHUNK, packLines } from "../chunks.ts";
import { KeyCounter, slug, splitLines } from "../text-lines.ts";
import { entryTitle } from "./entries.ts";
import { normaliseLabel } from "./labels.ts";

/** Observations shorter than this share a passage with their neighbours in the same block, in characters. */
const SMALL = 200;
/** `Commits this session: 1`, `Last commit: 76 minutes ago`: counters that the session tool writes. */
const COUNTER =
  /^(?:[-*]\s+)?(?:(?:commits this session|files changed|patterns modified|uncommitted changes):\s*\d+(?: files?)?|last commit:.{0,60}\bago)$/i;

/** Decisions, challenges and patterns are found as such; all else is found as a part of its session. */
function resultTypeOf(observation: Observation): ResultType {
  const { kind } = observation;
  return kind === "decision" || kind === "challenge" || kind === "pattern" ? kind : "session";
}

/** One passage for each observation; small ones of other kinds that stand together in a block share one. */
export function observationPassages(session: Session): PassageDraft[] {
  const places = placeNames(session);
  const keys = new KeyCounter();
  const counts = new Map<string, number>();
  return grouped(session.observations.filter((observation) => !isCounter(observation))).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const last = group.at(-1) ?? first;
    const place = places(first);
    const base = `${place.key}/${slug(normaliseLabel(first.label))}`;
    const ordinal = counts.get(base) ?? 0;
    counts.set(base, ordinal + 1);
    const breadcrumb = [session.title, ...(place.title === null || place.title === first.label ? [] : [place.title]), first.label];
    const common = { type: resultTypeOf(first), symbolKind: null, title: first.title, breadcrumb, date: session.startedAt };
    const text = group.map((observation) => observation.markdown).join("\n");
    const key = keys.unique(`${base}/${ordinal}`);
    if (text.length <= CHUNK.whole)
      return [{ ...common, positionKey: key, text, lines: { start: first.lines.start, end: last.lines.end } }];
    return splitLarge(text, first.lines.start, last.lines.end).map((part, n) => ({ ...common, ...part, positionKey: `${key}#${n}` }));
  });
}

/** An observation larger than a passage may be is cut at its lines. */
function splitLarge(text: string, start: number, end: number): Pick<PassageDraft, "text" | "lines">[] {
  const lines = splitLines(text);
  const breaks = lines.map((_, n) => n);
  return packLines(lines, 0, lines.length, breaks).map((chunk) => ({
    text: chunk.text,
    lines: { start: Math.min(end, start + chunk.start), end: Math.min(end, start + chunk.end - 1) },
  }));
}

/** Neighbours of one block whose passages would be too small alone. A group grows until it has `SMALL` characters. */
function grouped(observations: readonly Observation[]): Observation[][] {
  const groups: Observation[][] = [];
  let size = 0;
  for (const observation of observations) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    const length = observation.markdown.length;
    const joins = previous !== undefined && isPlain(observation) && isPlain(previous) && sameBlock(previous, observation);
    if (group !== undefined && joins && size < SMALL && size + length <= CHUNK.max) {
      group.push(observation);
      size += length;
    } else {
      groups.push([observation]);
      size = length;
    }
  }
  return mergeRemainders(groups);
}

/** What is left over at the end of a block, too small to stand alone, joins the group before it. */
function mergeRemainders(groups: readonly Observation[][]): Observation[][] {
  const out: Observation[][] = [];
  const sizeOf = (group: readonly Observation[]) => group.reduce((sum, observation) => sum + observation.markdown.length, 0);
  for (const group of groups) {
    const before = out.at(-1);
    const previous = before?.at(-1);
    const [first] = group;
    const fits = before !== undefined && sizeOf(group) < SMALL && sizeOf(before) + SMALL <= CHUNK.max;
    if (
      before !== undefined &&
      fits &&
      previous !== undefined &&
      first !== undefined &&
      isPlain(first) &&
      isPlain(previous) &&
      sameBlock(previous, first)
    )
      before.push(...group);
    else out.push([...group]);
  }
  return out;
}

function isPlain(observation: Observation): boolean {
  return resultTypeOf(observation) === "session";
}

function sameBlock(before: Observation, after: Observation): boolean {
  return (
    before.label === after.label &&
    before.kind === after.kind &&
    before.entryIndex === after.entryIndex &&
    after.lines.start - before.lines.end <= 2
  );
}

function isCounter(observation: Observation): boolean {
  return observation.kind === "git" && observation.markdown.split("\n").every((line) => COUNTER.test(line.trim()));
}

/** Key and title of the entry or section that an observation stands in. */
function placeNames(session: Session): (observation: Observation) => { key: string; title: string | null } {
  const keys = new KeyCounter();
  const entries = session.entries.map((entry) => ({ key: keys.unique(`entry/${slug(entry.heading)}`), title: entryTitle(entry) }));
  const sections = session.sections.map((section) => ({
    key: keys.unique(`section/${slug(section.heading)}`),
    title: section.heading === "" ? null : section.heading,
    lines: section.lines,
  }));
  return (observation) => {
    if (observation.entryIndex !== null) return entries[observation.entryIndex] ?? { key: "entry", title: null };
    const { start } = observation.lines;
    return sections.find(({ lines }) => lines.start <= start && start <= lines.end) ?? { key: "section", title: null };
  };
}
