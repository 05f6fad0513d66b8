import type { Instant } from "../../../../src-shared/domain/ids.ts";
import type { SessionFormat } from "../../../../src-shared/domain/kinds.ts";
import { parseInstant, readFrontMatter, scalarAt, toInstant } from "../front-matter.ts";
import type { SourceProblem } from "../source-reader.ts";
import { plainInline } from "../text-lines.ts";

/** What a session file says of itself before its first section. */
export interface SessionHead {
  /** As written; null where the file gives none. */
  readonly id: string | null;
  readonly title: string | null;
  readonly agent: string | null;
  readonly startedAt: Instant | null;
  readonly status: string | null;
  readonly branch: string | null;
  readonly startCommit: string | null;
  readonly startTag: string | null;
  /** Header fields (`**Key**: value`) as written, by key; empty for front matter. */
  readonly fields: ReadonlyMap<string, string>;
  /** First line after it, 0-based. */
  readonly bodyStart: number;
  readonly problems: SourceProblem[];
}

const FIELD = /^\*\*([^*:]+)(?:\*\*:|:\*\*)\s*(.*)$/;
const PLAIN_FIELD = /^(Initialized on|LLM|Dev Environment):\s*(.*)$/;

/** Reads the header or front matter of a session file. */
export function readSessionHead(lines: readonly string[], format: SessionFormat): SessionHead {
  return format === "front-matter" ? readFrontMatterHead(lines) : readHeaderHead(lines, format);
}

function readHeaderHead(lines: readonly string[], format: SessionFormat): SessionHead {
  const heading = /^#\s+(.*)$/.exec(lines[0] ?? "")?.[1] ?? "";
  const title = plainInline(heading.replace(/^Session:\s*/, ""));
  const fields = new Map<string, string>();
  const problems: SourceProblem[] = [];
  let end = 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? "";
    if (/^#{1,6}\s/.test(line)) break;
    const field = FIELD.exec(line) ?? PLAIN_FIELD.exec(line);
    // The header ends at the first line that is neither blank nor a field; a free-form file goes on in prose.
    if (field === null && line.trim() !== "") break;
    const key = (field?.[1] ?? "").trim();
    if (field === null) continue;
    if (fields.has(key)) problems.push({ line: end + 1, message: `The header field ${key} is given twice; the first is used.` });
    else fields.set(key, (field[2] ?? "").trim());
  }
  const value = (...keys: string[]) => keys.map((key) => fields.get(key)).find((text) => text !== undefined && text !== "") ?? null;
  if (format === "header") {
    for (const key of ["ID", "Started", "LLM"]) if (value(key) === null) problems.push({ line: 1, message: `The header has no ${key}.` });
  }
  const stamp = value("Started", "Initialized on", "Date");
  const startedAt = parseInstant(stamp) ?? fromEpoch(value("Start Timestamp"));
  if (stamp !== null && startedAt === null) problems.push({ line: 1, message: `The start "${stamp.slice(0, 60)}" is no date.` });
  return {
    id: value("ID"),
    title: title === "" ? null : title,
    agent: value("LLM"),
    startedAt,
    status: value("Status"),
    branch: value("Git Branch", "Branch"),
    startCommit: hashIn(value("Starting Commit", "Commit", "Current Commit")),
    startTag: value("Session Tag"),
    fields,
    bodyStart: end,
    problems,
  };
}

function readFrontMatterHead(lines: readonly string[]): SessionHead {
  const front = readFrontMatter(lines);
  const data = front?.data ?? {};
  const problems = [...(front?.problems ?? [{ line: 1, message: "The front matter has no end." }])];
  const created = scalarAt(data, "created");
  const startedAt = parseInstant(created) ?? fromEpoch(scalarAt(data, "start_timestamp"));
  if (startedAt === null)
    problems.push({ line: 1, message: created === null ? "The front matter has no created." : `"${created.slice(0, 60)}" is no date.` });
  return {
    id: scalarAt(data, "id"),
    title: scalarAt(data, "title"),
    agent: scalarAt(data, "llm"),
    startedAt,
    status: scalarAt(data, "status"),
    branch: scalarAt(data, "git", "branch"),
    startCommit: hashIn(scalarAt(data, "git", "starting_commit")),
    startTag: scalarAt(data, "git", "start_tag"),
    fields: new Map(),
    bodyStart: front?.bodyStart ?? 0,
    problems,
  };
}

/** `377bd54 (docs: …)` → `377bd54`. */
function hashIn(text: string | null): string | null {
  return /^[0-9a-f]{7,64}\b/.exec(text ?? "")?.[0] ?? null;
}

function fromEpoch(text: string | null): Instant | null {
  return text !== null && /^\d{12,14}$/.test(text) ? toInstant(Number(text)) : null;
}
