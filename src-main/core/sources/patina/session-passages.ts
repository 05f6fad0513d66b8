import type { PassageDraft } from "../../../../src-shared/domain/passage.ts";
import type { Session } from "../../../../src-shared/domain/session.ts";
import { blockStarts, packLines, type Chunk } from "../chunks.ts";
import { fenceMask } from "../fences.ts";
import { firstWords, isBlank, KeyCounter, slug, splitLines } from "../text-lines.ts";
import { entryTitle } from "./entries.ts";
import { readLabelLine } from "./label-lines.ts";
import { observationPassages } from "./observation-passages.ts";

/** Written by the session tool, the same in every file: of no use to a search. */
const BOILERPLATE = /^\s*(?:Session initialized with goal:|Working on branch:|Tagged as:|Working on$)/;
const TRIVIAL_PROMPT = /^(?:\/[\w:-]+|\[Pasted text[^\]]*\]|\[Request interrupted[^\]]*\]|(?:yes|no|ok|okay|y|n)\.?)$/i;
const CONTEXT_LENGTH = 1200;

/**
 * A session cut for search: an overview, one passage for each observation (small plain ones of a block together), one or
 * more for each entry's own prose and each rare section, and the prompts. Position keys name the place by headings and
 * labels, not by line, so they hold while other places change.
 */
export function sessionPassages(session: Session): PassageDraft[] {
  if (session.format === "init") return initPassages(session);
  return [...overview(session), ...observationPassages(session), ...prosePassages(session), ...promptPassages(session)];
}

type Common = Pick<PassageDraft, "symbolKind" | "date">;

function commonOf(session: Session): Common {
  return { symbolKind: null, date: session.startedAt };
}

function overview(session: Session): PassageDraft[] {
  const goals = session.goals.map((goal) => `- [${goal.done ? "x" : " "}] ${goal.text}`).join("\n");
  const context = firstWords(session.previousContext, CONTEXT_LENGTH);
  const text = [session.title, goals, context === "" ? "" : `Previously: ${context}`].filter((part) => part !== "").join("\n\n");
  const lastGoal = session.goals.at(-1);
  const lines = { start: 1, end: lastGoal === undefined ? 1 : lastGoal.line + lastGoal.text.split("\n").length - 1 };
  return [{ ...commonOf(session), positionKey: "overview", type: "session", title: session.title, breadcrumb: [], text, lines }];
}

/** Init records are near-identical dumps of configuration: found as documents, never among the sessions. */
function initPassages(session: Session): PassageDraft[] {
  const parts = session.sections.map((section) => ({
    heading: section.heading,
    first: section.lines.start + (section.heading === "" ? 0 : 1),
    text: section.markdown,
  }));
  // A record with nothing below its fields is still one to find.
  if (parts.length === 0) return overview(session).map((passage) => ({ ...passage, type: "doc" }));
  return parts.flatMap((part) => {
    const title = part.heading || session.title;
    const key = slug(title);
    return packText(part.text).map((chunk, n) => ({
      ...commonOf(session),
      positionKey: `init/${key}#${n}`,
      type: "doc" as const,
      title,
      breadcrumb: part.heading === "" ? [] : [session.title],
      text: chunk.text,
      lines: { start: part.first + chunk.start, end: part.first + chunk.end - 1 },
    }));
  });
}

/** Prose of entries and rare sections: what is left of them without their observations. */
function prosePassages(session: Session): PassageDraft[] {
  const covered = coveredLines(session);
  const keys = new KeyCounter();
  const fromEntries = session.entries.flatMap((entry) => {
    const where = { key: keys.unique(`entry/${slug(entry.heading)}`), title: entryTitle(entry), first: entry.lines.start + 1 };
    return proseOf(session, covered, where, entry.markdown);
  });
  const fromSections = session.sections.flatMap((section) => {
    const heading = section.heading || session.title;
    const first = section.heading === "" ? section.lines.start : section.lines.start + 1;
    return proseOf(session, covered, { key: keys.unique(`section/${slug(heading)}`), title: heading, first }, section.markdown);
  });
  return [...fromEntries, ...fromSections];
}

function proseOf(
  session: Session,
  covered: ReadonlySet<number>,
  where: { key: string; title: string; first: number },
  markdown: string,
): PassageDraft[] {
  const lines = splitLines(markdown);
  const { inside } = fenceMask(lines);
  const kept = lines.map((line, i) => {
    if (covered.has(where.first + i)) return "";
    if (inside[i] === 1) return line;
    const label = readLabelLine(line);
    return BOILERPLATE.test(line) || (label !== null && label.form !== "heading" && label.inline === "") ? "" : line;
  });
  const chunks = packLines(kept, 0, kept.length, blockStarts(kept, inside, 0, kept.length));
  return chunks
    .filter((chunk) => chunk.text.replace(/^#{1,6}\s.*$/gm, "").replace(/[\s#*>|_-]+/g, "") !== "")
    .map((chunk, n) => ({
      ...commonOf(session),
      positionKey: `${where.key}#${n}`,
      type: "session",
      title: where.title,
      breadcrumb: where.title === session.title ? [] : [session.title],
      text: chunk.text,
      lines: { start: where.first + chunk.start, end: where.first + chunk.end - 1 },
    }));
}

function coveredLines(session: Session): ReadonlySet<number> {
  const covered = new Set<number>();
  for (const { lines } of session.observations) for (let line = lines.start; line <= lines.end; line += 1) covered.add(line);
  return covered;
}

function promptPassages(session: Session): PassageDraft[] {
  const prompts = session.prompts.filter((prompt) => !TRIVIAL_PROMPT.test(prompt.text));
  const texts: string[] = [];
  const lineOf: number[] = [];
  const starts: number[] = [];
  for (const prompt of prompts) {
    starts.push(texts.length);
    prompt.text.split("\n").forEach((row, n) => {
      texts.push(row);
      lineOf.push(prompt.line + n);
    });
  }
  return packLines(texts, 0, texts.length, starts).map((chunk, n) => ({
    ...commonOf(session),
    positionKey: `prompts#${n}`,
    type: "session",
    title: "User prompts",
    breadcrumb: [session.title],
    text: chunk.text,
    lines: { start: lineOf[chunk.start] ?? 1, end: lineOf[chunk.end - 1] ?? 1 },
  }));
}

function packText(text: string): Chunk[] {
  const lines = splitLines(text);
  return packLines(lines, 0, lines.length, blockStarts(lines, fenceMask(lines).inside, 0, lines.length)).filter(
    (chunk) => !isBlank(chunk.text),
  );
}
