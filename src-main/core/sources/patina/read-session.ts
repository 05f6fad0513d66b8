import type { LineRange, RepositoryId } from "../../../../src-shared/domain/ids.ts";
import type { Observation, Session, SessionEntry, SessionSection } from "../../../../src-shared/domain/session.ts";
import { fenceMask } from "../fences.ts";
import { parseInstant } from "../front-matter.ts";
import type { SourceProblem } from "../source-reader.ts";
import { dedent, headingText, isBlank, splitLines } from "../text-lines.ts";
import type { BlockSource } from "./blocks.ts";
import { detectPatinaSession, fileStem } from "./detect.ts";
import { readEntryHeading } from "./entries.ts";
import { readClassification, readGoals, readPrompts } from "./fixed-sections.ts";
import { distinct, findMentions } from "./mentions.ts";
import { readObservations, type ObservationDraft } from "./observations.ts";
import { outlineSession, type OutlineSection } from "./outline.ts";
import { readSessionHead } from "./session-head.ts";

export interface SessionInput {
  readonly path: string;
  readonly text: string;
  readonly repositoryId: RepositoryId;
}

/**
 * Reads a Patina session file of any of its four kinds. Never throws: what does not follow the format is kept as text
 * and listed in `problems`.
 *
 * The Markdown of an entry or section is the lines below its heading as they stand (line `n` of it is file line
 * `lines.start + n`, counted from 1), blank ends cut at the bottom only.
 */
export function readPatinaSession(input: SessionInput): Session {
  const lines = splitLines(input.text);
  const format = detectPatinaSession(input.path, input.text) ?? "free-form";
  const { inside, problems: fenceProblems } = fenceMask(lines);
  const head = readSessionHead(lines, format);
  const source: BlockSource = { lines, inside };
  const hasLog = format === "header" || format === "front-matter";
  const outline = outlineSession(source, head.bodyStart, hasLog);
  const ownId = fileStem(input.path);
  const problems: SourceProblem[] = [...head.problems, ...fenceProblems];
  if (head.id !== null && head.id !== ownId) problems.push({ line: 1, message: `The id ${head.id.slice(0, 60)} is not the file's name.` });
  if (hasLog) problems.push(...missingParts(outline));

  const body = readBody(source, outline, format !== "init");
  const withRole = (role: OutlineSection["role"]) => outline.filter((section) => section.role === role);
  const classified = withRole("classification").map((section) => readClassification(lines, section.bodyStart, section.end));
  const classification = classified.at(-1) ?? null;
  problems.push(...classified.flatMap((reading) => reading.problems));
  const promptSection = withRole("prompts").at(-1) ?? null;
  const prompts = promptSection === null ? [] : readPrompts(lines, promptSection.bodyStart, promptSection.end);
  const promptCount = promptSection?.count ?? 0;
  if (promptSection !== null && promptCount !== prompts.length)
    problems.push({ line: promptSection.start + 1, message: `${promptCount} prompts are announced and ${prompts.length} listed.` });
  const mentions = findMentions(lines, ownId);

  return {
    id: `${input.repositoryId}/${ownId}`,
    ownId,
    format,
    title: head.title ?? ownId,
    agent: head.agent,
    startedAt: head.startedAt ?? dateOfName(ownId),
    status: head.status,
    branch: head.branch,
    startCommit: head.startCommit,
    startTag: head.startTag ?? classification?.startTag ?? null,
    endTag: classification?.endTag ?? null,
    previousContext: withRole("context")
      .map((section) => dedent(lines, section.bodyStart, section.end))
      .join("\n\n"),
    goals: withRole("goals").flatMap((section) => readGoals(lines, section.bodyStart, section.end)),
    ...body,
    prompts,
    promptCount,
    // A heading that stands twice was written twice; the count is not doubled.
    beliefsCaptured: Math.max(0, ...withRole("beliefs").map((section) => section.count ?? 0)),
    classification: classification?.classification ?? null,
    mentionedCommits: distinct(mentions.commits),
    mentionedSessions: distinct(mentions.sessions),
    mentionedPaths: distinct(mentions.paths),
    wikiLinks: distinct(mentions.wikiLinks),
    problems: problems.toSorted((a, b) => a.line - b.line),
  };
}

function missingParts(outline: readonly OutlineSection[]): SourceProblem[] {
  const parts = [
    ["context", "Previous Session Context"],
    ["goals", "Goals"],
    ["log", "Activity Log"],
  ] as const;
  return parts
    .filter(([role]) => !outline.some((section) => section.role === role))
    .map(([, name]) => ({ line: 1, message: `There is no section ${name}.` }));
}

/** Local time in the name taken as UTC: at most a day off, and better than no date. */
function dateOfName(stem: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:-(\d{2})(\d{2})(\d{2}))?(?!\d)/.exec(stem);
  if (match === null) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = match;
  return parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function readBody(
  source: BlockSource,
  outline: readonly OutlineSection[],
  hasObservations: boolean,
): Pick<Session, "entries" | "sections" | "observations"> {
  const entries: SessionEntry[] = [];
  const sections: SessionSection[] = [];
  const observations: Observation[] = [];
  const observe = (from: number, to: number, entryIndex: number | null) => {
    if (!hasObservations) return;
    for (const draft of readObservations(source, from, to)) observations.push(numbered(draft, observations.length, entryIndex));
  };
  for (const section of outline) {
    const { role, start, bodyStart, end } = section;
    if (role === "log") {
      const first = addEntries(source, section, entries, observe);
      // Text between `## Activity Log` and its first entry is kept under the log's own name.
      if (hasText(source.lines, bodyStart, first)) {
        sections.push(asSection(source.lines, section, first));
        observe(bodyStart, first, null);
      }
    } else if (role === "other" || (role === "beliefs" && hasBody(source.lines, bodyStart, end))) {
      if (section.heading !== "" || hasText(source.lines, bodyStart, end)) sections.push(asSection(source.lines, section, end));
      if (role === "other") observe(start, end, null);
    }
  }
  return { entries, sections, observations };
}

/** Adds the H3s of a log to `entries`; returns the line of the first. */
function addEntries(
  source: BlockSource,
  log: OutlineSection,
  entries: SessionEntry[],
  observe: (from: number, to: number, entryIndex: number) => void,
): number {
  const starts: number[] = [];
  for (let i = log.bodyStart; i < log.end; i += 1)
    if (source.inside[i] === 0 && headingText(source.lines[i] ?? "", 3) !== null) starts.push(i);
  starts.forEach((start, n) => {
    const end = starts[n + 1] ?? log.end;
    const heading = headingText(source.lines[start] ?? "", 3) ?? "";
    const index = entries.length;
    entries.push({
      index,
      heading,
      ...readEntryHeading(heading),
      markdown: rawBody(source.lines, start + 1, end),
      lines: rangeOf(source.lines, start, end),
    });
    // From the heading on: `### Key Decisions Made` is an entry and a block.
    observe(start, end, index);
  });
  return starts[0] ?? log.end;
}

function numbered(draft: ObservationDraft, index: number, entryIndex: number | null): Observation {
  return { index, ...draft, entryIndex };
}

function asSection(lines: readonly string[], section: OutlineSection, end: number): SessionSection {
  const { start, bodyStart, heading } = section;
  return { heading, markdown: rawBody(lines, bodyStart, end), lines: rangeOf(lines, start, end) };
}

function rawBody(lines: readonly string[], from: number, to: number): string {
  return lines.slice(from, to).join("\n").trimEnd();
}

/** 1-based, blank lines at the end left out. */
function rangeOf(lines: readonly string[], from: number, to: number): LineRange {
  let end = to;
  while (end > from + 1 && isBlank(lines[end - 1] ?? "")) end -= 1;
  return { start: from + 1, end };
}

function hasText(lines: readonly string[], from: number, to: number): boolean {
  return lines.slice(from, to).some((line) => !isBlank(line));
}

function hasBody(lines: readonly string[], from: number, to: number): boolean {
  return lines.slice(from, to).some((line) => !isBlank(line) && !/^_No beliefs captured[^_]*_$/.test(line.trim()));
}
