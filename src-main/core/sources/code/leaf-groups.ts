import type { LineTable } from "./line-table.ts";
import type { Piece } from "./passages.ts";
import type { Definition } from "./rules.ts";
import { wholeLines } from "./whole-lines.ts";
import type { LineSpan } from "./whole-lines.ts";

/** From this many lines on, a constant or type is a passage of its own. */
const OWN_LINES = 12;
const GROUP_LINES = 40;
const GROUP_CHARACTERS = 1500;

interface Unit {
  readonly span: LineSpan;
  readonly definitions: Definition[];
}

/** Constants, variables and types of the file's own level: neighbours share a passage, large ones have their own. */
export function leafGroups(definitions: readonly Definition[], lines: LineTable, covered: Uint8Array): Piece[] {
  const units: Unit[] = [];
  for (const definition of definitions) {
    if (definition.shape !== "leaf" || definition.inFunction || (definition.parent !== null && definition.parent.shape !== "scope"))
      continue;
    const span = wholeLines(definition.start, definition.end, lines);
    const last = units[units.length - 1];
    if (last !== undefined && span.firstLine <= last.span.lastLine && span.from <= last.span.to && span.to <= last.span.to)
      last.definitions.push(definition);
    else units.push({ span, definitions: [definition] });
  }
  const pieces: Piece[] = [];
  let group: Unit[] = [];
  const close = (): void => {
    if (group.length > 0) pieces.push(groupPiece(group, lines, covered));
    group = [];
  };
  for (const unit of units) {
    const first = group[0];
    const last = group[group.length - 1];
    const large = unit.span.lastLine - unit.span.firstLine + 1 >= OWN_LINES;
    const fits =
      first !== undefined &&
      last !== undefined &&
      !large &&
      last.span.lastLine - last.span.firstLine + 1 < OWN_LINES &&
      unit.span.lastLine - first.span.firstLine < GROUP_LINES &&
      unit.span.to - first.span.from <= GROUP_CHARACTERS &&
      unit.span.from >= last.span.to &&
      lines.isBlankBetween(last.span.to, unit.span.from);
    if (!fits) close();
    group.push(unit);
  }
  close();
  return pieces;
}

function groupPiece(group: readonly Unit[], lines: LineTable, covered: Uint8Array): Piece {
  const all = group.flatMap((unit) => unit.definitions);
  const first = all[0] as Definition;
  const from = (group[0] as Unit).span;
  const to = (group[group.length - 1] as Unit).span;
  covered.fill(
    1,
    from.ownsFirst ? from.firstLine : from.firstLine + 1,
    Math.max(from.firstLine, to.ownsLast ? to.lastLine + 1 : to.lastLine),
  );
  const names = all.slice(0, 3).map((one) => one.qualifiedName);
  return {
    key: `${first.kind}:${first.qualifiedName}`,
    symbolKind: all.every((one) => one.kind === first.kind) ? first.kind : null,
    title: all.length > 3 ? `${names.join(", ")} and ${all.length - 3} more` : names.join(", "),
    breadcrumb: first.breadcrumb,
    text: lines.text.slice(from.from, to.to),
    firstLine: from.firstLine,
    lastLine: to.lastLine,
    verbatim: true,
    cuts: new Set(group.map((unit) => unit.span.firstLine)),
  };
}
