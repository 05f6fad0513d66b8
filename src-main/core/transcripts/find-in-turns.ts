import type { TurnMatch } from "../../../src-shared/contract/sessions.ts";
import type { TextMatcher } from "../../../src-shared/query/match-text.ts";
import type { Turn, TurnPart } from "../../../src-shared/domain/index.ts";

/** Where the matcher finds its terms in what turns show, part by part in their order. `firstTurn` is the index of the first of them. */
export function findInTurns(turns: readonly Turn[], firstTurn: number, matcher: TextMatcher): TurnMatch[] {
  const found: TurnMatch[] = [];
  turns.forEach((turn, index) => {
    turn.parts.forEach((part, place) => {
      let count = 0;
      for (const text of textsOf(part)) for (const _ of matcher(text)) count++;
      if (count > 0) found.push({ turn: firstTurn + index, part: place, count });
    });
  });
  return found;
}

/** Everything a part can show, in the order it shows it. */
function textsOf(part: TurnPart): readonly string[] {
  const output = "output" in part && part.output !== null ? [part.output.text] : [];
  switch (part.kind) {
    case "text":
    case "thinking":
    case "record":
      return [part.text];
    case "image":
      return [];
    case "command":
      return [part.command, ...output];
    case "read":
      return [part.path, ...output];
    case "agent":
      return [part.description, ...output];
    case "tool":
      return [part.tool, part.input.text, ...output];
    case "edit":
      return [...part.edits.flatMap((edit) => [edit.path, edit.removed.text, edit.added.text]), ...output];
  }
}
