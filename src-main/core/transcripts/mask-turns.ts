import type { Turn, TurnPart } from "../../../src-shared/domain/index.ts";
import { findSecrets } from "../secrets/mask-secrets.ts";

/** Rules are run over about this many characters at a time: each run costs something, whatever the text's length. */
const GROUP = 1_000_000;
/** Between two texts, so that no secret is found across them. */
const BETWEEN = "\n\n\u0000\n\n";

/** The turns with every secret in what they show masked, and how many there were. `more` are texts beside them, such as the title. */
export function maskTurns(
  turns: readonly Turn[],
  more: readonly string[],
): { readonly turns: readonly Turn[]; readonly more: readonly string[]; readonly found: number } {
  const texts: string[] = [...more];
  for (const turn of turns) {
    mapTexts(turn, (text) => {
      texts.push(text);
      return text;
    });
  }
  const { masked, found } = maskAll(texts);
  if (found === 0) return { turns, more, found };
  let at = more.length;
  return { turns: turns.map((turn) => mapTexts(turn, () => masked[at++] ?? "")), more: masked.slice(0, more.length), found };
}

/** Each text with its secrets masked. */
function maskAll(texts: readonly string[]): { readonly masked: readonly string[]; readonly found: number } {
  const masked: string[] = [];
  let found = 0;
  for (let from = 0; from < texts.length;) {
    let to = from;
    let size = 0;
    while (to < texts.length && (to === from || size + (texts[to]?.length ?? 0) < GROUP)) size += texts[to++]?.length ?? 0;
    const group = texts.slice(from, to);
    const secrets = findSecrets(group.join(BETWEEN));
    let start = 0;
    let next = 0;
    for (const text of group) {
      const end = start + text.length;
      let out = "";
      let at = start;
      for (; next < secrets.length && (secrets[next]?.start ?? end) < end; next++) {
        const secret = secrets[next];
        if (secret === undefined) break;
        out += `${text.slice(at - start, secret.start - start)}[masked ${secret.kind}]`;
        at = Math.min(end, secret.end);
        found++;
      }
      masked.push(out === "" && at === start ? text : out + text.slice(at - start));
      start = end + BETWEEN.length;
    }
    from = to;
  }
  return { masked, found };
}

/** The turn with each of its texts mapped, always in the same order. */
function mapTexts(turn: Turn, map: (text: string) => string): Turn {
  return { ...turn, parts: turn.parts.map((part) => mapPart(part, map)) };
}

function mapPart(part: TurnPart, map: (text: string) => string): TurnPart {
  switch (part.kind) {
    case "text":
    case "thinking":
    case "record":
      return { ...part, text: map(part.text) };
    case "image":
      return part;
    default: {
      const output = part.output === null ? null : { ...part.output, text: map(part.output.text) };
      if (part.kind === "command") return { ...part, output, command: map(part.command) };
      if (part.kind === "agent") return { ...part, output, description: map(part.description) };
      if (part.kind === "tool") return { ...part, output, input: { ...part.input, text: map(part.input.text) } };
      if (part.kind === "read") return { ...part, output };
      const edits = part.edits.map((edit) => ({
        ...edit,
        removed: { ...edit.removed, text: map(edit.removed.text) },
        added: { ...edit.added, text: map(edit.added.text) },
      }));
      return { ...part, output, edits };
    }
  }
}
