import type { Belief, BeliefEvidence, BeliefRelation } from "../../../../src-shared/domain/belief.ts";
import { fenceMask } from "../fences.ts";
import { readFrontMatter, listAt, scalarAt } from "../front-matter.ts";
import type { SourceProblem } from "../source-reader.ts";
import { dedent, headingText, isBlank, splitLines } from "../text-lines.ts";
import type { BlockSource } from "./blocks.ts";
import { fileStem, isTyped } from "./detect.ts";
import { findItems } from "./items.ts";

export interface BeliefInput {
  readonly path: string;
  readonly text: string;
}

/** Lines of a section's body, 0-based, `end` exclusive. */
interface Body {
  readonly start: number;
  readonly end: number;
}

const NAMES = ["Statement", "Evidence", "Supports", "Attacks", "Attacked-By", "Revision Log", "Applied-In", "Verification"] as const;
const KNOWN: ReadonlyMap<string, string> = new Map(NAMES.map((name) => [name.toLowerCase(), name]));

/** A belief is told by `type: belief`, or by its place under `epistemic/beliefs/`. */
export function detectBelief(path: string, text: string): boolean {
  if (!/\.(?:md|markdown)$/i.test(path)) return false;
  return /(?:^|\/)epistemic\/beliefs\/[^/]+$/.test(path) || isTyped(splitLines(text.slice(0, 8192)), "belief");
}

/** Reads a belief file. Never throws: what is missing or malformed is listed in `problems`. */
export function readBelief({ path, text }: BeliefInput): Belief {
  const lines = splitLines(text);
  const front = readFrontMatter(lines, true);
  const data = front?.data ?? {};
  const { inside, problems: fenceProblems } = fenceMask(lines);
  const source: BlockSource = { lines, inside };
  const from = front?.bodyStart ?? 0;
  const sections = bodies(source, from);
  const problems: SourceProblem[] = [...(front?.problems ?? [{ line: 1, message: "The belief has no front matter." }]), ...fenceProblems];
  const body = (name: (typeof NAMES)[number]) => sections.get(name) ?? null;
  const bullets = (name: (typeof NAMES)[number]) => bulletsOf(source, body(name));
  const stated = body("Statement");
  const statement = stated === null ? leadOf(source, from) : dedent(lines, stated.start, stated.end);
  if (statement === "") problems.push({ line: Math.max(1, Math.min(lines.length, from + 1)), message: "The belief has no statement." });
  return {
    id: scalarAt(data, "id") ?? fileStem(path),
    statement,
    persona: scalarAt(data, "persona"),
    facets: listAt(data, "facets"),
    status: scalarAt(data, "status"),
    entrenchment: scalarAt(data, "entrenchment"),
    confidence: fraction(scalarAt(data, "confidence", "score") ?? scalarAt(data, "confidence"), 1, problems),
    extracted: scalarAt(data, "extracted"),
    revised: scalarAt(data, "revised"),
    endorsed: scalarAt(data, "endorsed")?.toLowerCase() === "true",
    evidence: bullets("Evidence").map((bullet) => evidence(bullet, problems)),
    supports: bullets("Supports").map((bullet) => relation(bullet, problems)),
    attacks: bullets("Attacks").map((bullet) => relation(bullet, problems)),
    attackedBy: bullets("Attacked-By").map((bullet) => relation(bullet, problems)),
    appliedIn: bullets("Applied-In").map((bullet) => bullet.text),
    verification: fencesOf(source, body("Verification")),
    revisions: bullets("Revision Log").map((bullet) => bullet.text),
    problems: problems.toSorted((a, b) => a.line - b.line),
  };
}

function bodies({ lines, inside }: BlockSource, from: number): Map<string, Body> {
  const found = new Map<string, Body>();
  let open: { name: string | undefined; start: number } | null = null;
  const close = (end: number) => {
    if (open?.name !== undefined && !found.has(open.name)) found.set(open.name, { start: open.start, end });
  };
  for (let i = from; i < lines.length; i += 1) {
    const heading = inside[i] === 0 ? headingText(lines[i] ?? "", 2) : null;
    if (heading === null) continue;
    close(i);
    open = { name: KNOWN.get(heading.toLowerCase()), start: i + 1 };
  }
  close(lines.length);
  return found;
}

/** The paragraph between the title and the first section. */
function leadOf({ lines }: BlockSource, from: number): string {
  let start = from;
  while (start < lines.length && (isBlank(lines[start] ?? "") || (lines[start] ?? "").startsWith("# "))) start += 1;
  let end = start;
  while (end < lines.length && !isBlank(lines[end] ?? "") && !(lines[end] ?? "").startsWith("#")) end += 1;
  return dedent(lines, start, end);
}

interface Bullet {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function bulletsOf(source: BlockSource, body: Body | null): Bullet[] {
  if (body === null) return [];
  return findItems(source, body.start, body.end, false).map(({ start, end }) => {
    const text = dedent(source.lines, start, end).replace(/^(?:[-*+•]|\d{1,9}[.)])\s+/, "");
    return { text, start: start + 1, end };
  });
}

const WEIGHT = /\(weight:([^()]{0,40})\)/i;
const LINK = /\[\[([^\][\n]{1,400})\]\]/;

function evidence({ text, start, end }: Bullet, problems: SourceProblem[]): BeliefEvidence {
  const weight = WEIGHT.exec(text)?.[1]?.trim() ?? null;
  return {
    target: LINK.exec(text)?.[1]?.trim() ?? null,
    text: text.replace(WEIGHT, "").trim(),
    weight: fraction(weight, start, problems),
    lines: { start, end },
  };
}

/** `[[id]] (status: active, confidence: 0.25, scope: "…")`, `[[id]] — why`, `id: why` or plain text. */
function relation({ text, start }: Bullet, problems: SourceProblem[]): BeliefRelation {
  const linked = /^\[\[([^\][\n]{1,400})\]\]/.exec(text);
  const named = /^([a-z0-9]+(?:-[a-z0-9]+)+)(?=:\s|\s+\(|\s+[-–—]\s|$)/.exec(text);
  const target = (linked?.[1] ?? named?.[1] ?? "").trim();
  const rest = text.slice((linked?.[0] ?? named?.[0] ?? "").length);
  const open = rest.search(/\((?:status|confidence|scope|reason)\s?:/i);
  const closed = open >= 0 && rest.trimEnd().endsWith(")");
  const list = closed
    ? rest
        .trimEnd()
        .slice(open + 1, -1)
        .slice(0, 2000)
    : "";
  const words = closed ? rest.slice(0, open) : rest;
  return {
    target,
    text: words.replace(/^\s*[-–—:]+\s*/, "").trim(),
    status: /(?:^|,\s*)status\s*:\s*([\w-]+)/i.exec(list)?.[1] ?? null,
    confidence: fraction(/(?:^|,\s*)confidence\s*:\s*([\d.]+)/i.exec(list)?.[1] ?? null, start, problems),
    scope:
      /(?:^|,\s*)(?:scope|reason)\s*:\s*"([^]*?)"\s*(?:,|$)/i.exec(list)?.[1] ??
      /(?:^|,\s*)(?:scope|reason)\s*:\s*([^",][^,]*)/i.exec(list)?.[1]?.trim() ??
      null,
  };
}

function fencesOf(source: BlockSource, body: Body | null): { info: string; code: string }[] {
  if (body === null) return [];
  const found: { info: string; code: string }[] = [];
  for (let i = body.start; i < body.end; i += 1) {
    const opening = source.inside[i] === 1 ? /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(source.lines[i] ?? "") : null;
    if (opening === null) continue;
    const mark = opening[1] ?? "```";
    let end = i + 1;
    while (
      end < body.end &&
      !((source.lines[end] ?? "").trim().startsWith(mark) && (source.lines[end] ?? "").trim().replaceAll(mark.charAt(0), "") === "")
    )
      end += 1;
    found.push({ info: (opening[2] ?? "").trim(), code: dedent(source.lines, i + 1, end) });
    i = end;
  }
  return found;
}

/** A number from 0 to 1; anything else is reported and becomes null. */
function fraction(text: string | null, line: number, problems: SourceProblem[]): number | null {
  if (text === null) return null;
  const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 1) return value;
  problems.push({ line, message: `"${text.slice(0, 40)}" is no number from 0 to 1.` });
  return null;
}
