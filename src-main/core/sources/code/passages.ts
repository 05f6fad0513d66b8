import type { PassageDraft } from "../../../../src-shared/domain/passage.ts";
import { KeyCounter } from "../text-lines.ts";
import { leafGroups } from "./leaf-groups.ts";
import { leftovers } from "./leftovers.ts";
import type { LineTable } from "./line-table.ts";
import type { Definition } from "./rules.ts";
import { splitAtLines } from "./split.ts";
import { wholeLines } from "./whole-lines.ts";
import type { LineSpan } from "./whole-lines.ts";

/** A passage before it is cut to size. Lines are 0-based. */
export interface Piece {
  readonly key: string;
  readonly symbolKind: PassageDraft["symbolKind"];
  readonly title: string;
  readonly breadcrumb: readonly string[];
  text: string;
  readonly firstLine: number;
  lastLine: number;
  /** The text is these lines as written, so that a part of it has lines of its own. */
  readonly verbatim: boolean;
  /** Lines where a cut is welcome: definitions inside a function. */
  readonly cuts: ReadonlySet<number> | null;
}

/**
 * The passages of a file: one per function, one per container (members by signature only), neighbouring constants and types together, and what is
 * left over in windows. Every line that is not blank is in at least one of them.
 */
export function buildPassages(definitions: readonly Definition[], lines: LineTable, fileName: string): PassageDraft[] {
  const covered = new Uint8Array(lines.count);
  const pieces: Piece[] = [];
  for (const [i, definition] of definitions.entries()) {
    if (definition.inFunction) continue;
    if (definition.shape === "function") pieces.push(functionPiece(definitions, i, definition, lines, covered));
    else if (definition.shape === "container") pieces.push(containerPiece(definition, lines, covered));
  }
  pieces.push(...leafGroups(definitions, lines, covered));
  pieces.push(...leftovers(pieces, lines, covered, fileName));
  pieces.sort((a, b) => a.firstLine - b.firstLine || a.lastLine - b.lastLine);
  return toDrafts(pieces);
}

function functionPiece(
  definitions: readonly Definition[],
  index: number,
  definition: Definition,
  lines: LineTable,
  covered: Uint8Array,
): Piece {
  const span = wholeLines(definition.start, definition.end, lines);
  covered.fill(1, span.ownsFirst ? span.firstLine : span.firstLine + 1, span.ownsLast ? span.lastLine + 1 : span.lastLine);
  const cuts = new Set<number>();
  for (let i = index + 1; (definitions[i]?.start ?? Infinity) < definition.end; i += 1) cuts.add(lines.lineAt(definitions[i]?.start ?? 0));
  return piece(definition, lines.text.slice(span.from, span.to), span, true, cuts);
}

/** The container as written, with each function and type in it replaced by its signature. */
function containerPiece(definition: Definition, lines: LineTable, covered: Uint8Array): Piece {
  const span = wholeLines(definition.start, definition.end, lines);
  const parts: string[] = [];
  let at = span.from;
  let line = span.ownsFirst ? span.firstLine : span.firstLine + 1;
  for (const member of definition.owned) {
    if (member.start < at) continue;
    parts.push(lines.text.slice(at, member.start), member.signature);
    at = Math.min(member.end, span.to);
    covered.fill(1, line, Math.max(line, lines.lineAt(member.start)));
    line = lines.lineAt(Math.max(member.start, member.end - 1)) + 1;
  }
  parts.push(lines.text.slice(at, Math.max(at, span.to)));
  const end = span.ownsLast ? span.lastLine + 1 : span.lastLine;
  covered.fill(1, line, Math.max(line, end));
  return piece(definition, parts.join(""), span, definition.owned.length === 0, null);
}

function piece(definition: Definition, text: string, span: LineSpan, verbatim: boolean, cuts: ReadonlySet<number> | null): Piece {
  return {
    key: `${definition.kind}:${definition.qualifiedName}`,
    symbolKind: definition.kind,
    title: definition.qualifiedName,
    breadcrumb: definition.breadcrumb,
    text,
    firstLine: span.firstLine,
    lastLine: span.lastLine,
    verbatim,
    cuts,
  };
}

function toDrafts(pieces: readonly Piece[]): PassageDraft[] {
  const keys = new KeyCounter();
  const drafts: PassageDraft[] = [];
  for (const one of pieces) {
    const key = keys.unique(one.key);
    const parts = splitAtLines(one.text, (line) => one.cuts !== null && one.cuts.has(one.firstLine + line));
    for (const [i, part] of parts.entries()) {
      const start = one.verbatim ? one.firstLine + part.first : one.firstLine;
      const end = one.verbatim ? one.firstLine + part.last : one.lastLine;
      drafts.push({
        positionKey: i === 0 ? key : `${key}/${i + 1}`,
        type: "code",
        symbolKind: one.symbolKind,
        title: i === 0 ? one.title : `${one.title} part ${i + 1}`,
        breadcrumb: one.breadcrumb,
        text: part.text,
        lines: { start: start + 1, end: end + 1 },
        date: null,
      });
    }
  }
  return drafts;
}
