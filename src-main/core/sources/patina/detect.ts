import type { SessionFormat } from "../../../../src-shared/domain/kinds.ts";
import { readFrontMatter, scalarAt } from "../front-matter.ts";
import { splitLines } from "../text-lines.ts";

/** Which of the four kinds of Patina session file this is, or null. `text` may be the beginning of the file only. */
export function detectPatinaSession(path: string, text: string): Exclude<SessionFormat, "transcript"> | null {
  if (!/\.(?:md|markdown)$/i.test(path)) return null;
  const lines = splitLines(text.slice(0, 8192));
  const first = (lines[0] ?? "").trimEnd();
  if (first.startsWith("# Session: ") && /^\*\*(?:ID|Started|LLM)\*\*:/m.test(lines.slice(1, 12).join("\n"))) return "header";
  if (first === "---" && isTyped(lines, "session")) return "front-matter";
  const stem = fileStem(path);
  const isInit = /^#\s.*\bInitialization\s*$/.test(first);
  if (stem.endsWith("-init") && (isInit || /^Initialized on:/m.test(lines.slice(0, 8).join("\n")))) return "init";
  // What is left is told by its place alone: a folder `sessions` and a dated name or one that says session.
  const folder = path.split("/").at(-2) ?? "";
  return folder === "sessions" && (/^\d{8}(?!\d)/.test(stem) || /session/i.test(stem)) ? "free-form" : null;
}

/** Whether the front matter says `type: <type>`. */
export function isTyped(lines: readonly string[], type: string): boolean {
  const front = readFrontMatter(lines);
  return front !== null && scalarAt(front.data, "type")?.toLowerCase() === type;
}

/** File name without its last extension. */
export function fileStem(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/(?<=.)\.[^.]*$/, "");
}
