import type { SessionClassification, SessionGoal, SessionPrompt } from "../../../../src-shared/domain/session.ts";
import type { SourceProblem } from "../source-reader.ts";
import { isBlank } from "../text-lines.ts";

/** Lines are 0-based, `to` exclusive, in all functions here; what they return carries 1-based lines. */

/** Check-box items at any depth; a line that is none carries on the goal above it. */
export function readGoals(lines: readonly string[], from: number, to: number): SessionGoal[] {
  const goals: { text: string; done: boolean; line: number }[] = [];
  for (let i = from; i < to; i += 1) {
    const line = lines[i] ?? "";
    if (isBlank(line)) continue;
    const box = /^\s*[-*+]\s+\[(.)\]\s*(.*)$/u.exec(line);
    const plain = /^[-*+]\s+(\S.*)$/.exec(line);
    const last = goals.at(-1);
    if (box !== null) goals.push({ text: (box[2] ?? "").trim(), done: /[xX]/.test(box[1] ?? ""), line: i + 1 });
    else if (plain !== null) goals.push({ text: (plain[1] ?? "").trim(), done: false, line: i + 1 });
    else if (last !== undefined && !/^#{1,6}\s|^<!--/.test(line)) last.text = `${last.text}\n${line.trim()}`;
  }
  return goals.filter((goal) => goal.text !== "");
}

/** What follows the list numbering of `## User Prompts (N)`: back-ticked, cut by the writer, sometimes over several lines. */
export function readPrompts(lines: readonly string[], from: number, to: number): SessionPrompt[] {
  const found: { text: string; line: number }[] = [];
  for (let i = from; i < to; i += 1) {
    const line = lines[i] ?? "";
    // Only the next number begins a prompt: a pasted list inside one does not.
    const next = /^(\d{1,6})\.\s+(.*)$/.exec(line);
    const last = found.at(-1);
    if (next !== null && Number(next[1]) === found.length + 1) found.push({ text: next[2] ?? "", line: i + 1 });
    else if (last !== undefined) last.text += `\n${line}`;
  }
  return found.map(({ text, line }, index) => ({ index, text: unquote(text.trim()), line }));
}

function unquote(text: string): string {
  const ticked = /^`([^]*)`$/.exec(text);
  return (ticked?.[1] ?? text).replaceAll("\\`", "`").trim();
}

export interface ClassificationReading {
  readonly classification: SessionClassification;
  readonly startTag: string | null;
  readonly endTag: string | null;
  readonly problems: SourceProblem[];
}

/** Bullets of `## Session Classification`. */
export function readClassification(lines: readonly string[], from: number, to: number): ClassificationReading {
  const fields = new Map<string, { text: string; line: number }>();
  for (let i = from; i < to; i += 1) {
    const bullet = /^\s*[-*+]\s+\**(Work Type|Files Changed|Commits|Patterns Modified|Session Tags)\**:\**\s*(.*)$/i.exec(lines[i] ?? "");
    const key = bullet?.[1]?.toLowerCase();
    if (key !== undefined && !fields.has(key)) fields.set(key, { text: (bullet?.[2] ?? "").trim().slice(0, 300), line: i + 1 });
  }
  const problems: SourceProblem[] = [];
  const number = (key: string): number | null => {
    const field = fields.get(key);
    if (field === undefined) return null;
    const digits = /^\d{1,9}\b/.exec(field.text)?.[0];
    if (digits === undefined || field.text !== digits)
      problems.push({ line: field.line, message: `"${field.text.slice(0, 60)}" is no plain number.` });
    return digits === undefined ? null : Number(digits);
  };
  const workType = fields.get("work type")?.text ?? "";
  const tags = readTags(fields.get("session tags") ?? null, problems);
  return {
    classification: {
      workType: workType === "" ? null : workType,
      filesChanged: number("files changed"),
      commits: number("commits"),
      patternsModified: number("patterns modified"),
    },
    ...tags,
    problems,
  };
}

const TAG = String.raw`[A-Za-z0-9][\w./-]*?`;
const RANGE = new RegExp(String.raw`^(${TAG})\.\.(${TAG})$`);

/** `a..b`. Of a malformed line what can be read is kept, and the line reported. */
function readTags(
  field: { text: string; line: number } | null,
  problems: SourceProblem[],
): { startTag: string | null; endTag: string | null } {
  if (field === null) return { startTag: null, endTag: null };
  const range = RANGE.exec(field.text);
  if (range !== null) {
    const [, startTag = "", endTag = ""] = range;
    if (startTag.replace(/-start$/, "") !== endTag.replace(/-end$/, ""))
      problems.push({
        line: field.line,
        message: `The session tags ${startTag.slice(0, 60)} and ${endTag.slice(0, 60)} are of different sessions.`,
      });
    return { startTag, endTag };
  }
  problems.push({ line: field.line, message: `The session tags "${field.text.slice(0, 80)}" are not written as start..end.` });
  const start = /\b(session-[\w.-]*?-start)\b/.exec(field.text)?.[1] ?? null;
  const end =
    /\b(session-[\w.-]*?-end)\b(?!.*\bsession-)/.exec(field.text.slice(Math.max(0, field.text.lastIndexOf("session-"))))?.[1] ?? null;
  return { startTag: start, endTag: end };
}
