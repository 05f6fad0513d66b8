import type { TranscriptOutline, Turn, TurnPart } from "../../../src-shared/domain/index.ts";
import { firstWords } from "../sources/text-lines.ts";
import { saidIn } from "./said-in.ts";

/** Characters of a page, as JSON: read, sent and parsed within a frame. One turn that is longer is a page by itself. */
const PAGE_CHARACTERS = 64_000;
const PAGE_TURNS = 100;

/** The turns cut into pages, in order, each as JSON and made when it is asked for: together they are as long as the turns. */
export function* pagesOf(turns: readonly Turn[]): Generator<{ readonly first: number; readonly json: string }> {
  let open: string[] = [];
  let size = 0;
  let first = 0;
  for (const [index, turn] of turns.entries()) {
    const json = JSON.stringify(turn);
    if (open.length === PAGE_TURNS || (open.length > 0 && size + json.length > PAGE_CHARACTERS)) {
      yield { first, json: `[${open.join(",")}]` };
      open = [];
      size = 0;
      first = index;
    }
    open.push(json);
    size += json.length;
  }
  if (open.length > 0) yield { first, json: `[${open.join(",")}]` };
}

export function outlineOf(turns: readonly Turn[], pages: readonly { readonly first: number }[]): TranscriptOutline {
  const edits = new Map<string, number>();
  const agents = new Map<string, number>();
  turns.forEach((turn, index) => {
    if (turn.agent !== null && !agents.has(turn.agent)) agents.set(turn.agent, index);
    for (const part of turn.parts) {
      if (part.kind === "edit") for (const { path } of part.edits) if (!edits.has(path)) edits.set(path, index);
    }
  });
  return {
    turns: turns.length,
    pages: pages.map((page) => page.first),
    lengths: turns.map(lengthOf),
    continues: turns.map((turn, index) => (isSameSpeaker(turns[index - 1], turn) ? 1 : 0)),
    lines: turns.map((turn) => turn.lines?.start ?? 0),
    prompts: turns.flatMap((turn, index) => {
      const said = turn.role === "user" && turn.agent === null ? saidIn(turn) : "";
      return said === "" ? [] : [{ turn: index, title: firstWords(said) || said.slice(0, 80), at: turn.at }];
    }),
    edits: Array.from(edits, ([path, turn]) => ({ turn, path })),
    agents: Array.from(agents, ([name, turn]) => ({ turn, name })),
  };
}

/** What a user says twice are two prompts; an assistant that goes on is one answer. */
function isSameSpeaker(before: Turn | undefined, turn: Turn): boolean {
  return before !== undefined && turn.role !== "user" && before.role === turn.role && before.agent === turn.agent;
}

/** Longer texts are folded to about this many lines. */
const FOLDED_LINES = 100;
const LINE_CHARACTERS = 90;

function lengthOf(turn: Turn): number {
  return Math.round(turn.parts.reduce((sum, part) => sum + partLength(part), 0) * 10) / 10;
}

function partLength(part: TurnPart): number {
  if (part.kind !== "text") return part.kind === "edit" ? 1.5 * part.edits.length : 1.5;
  let lines = 0;
  for (const line of part.text.split("\n", FOLDED_LINES)) lines += Math.max(0.6, Math.ceil(line.length / LINE_CHARACTERS));
  return Math.min(FOLDED_LINES, lines) + 0.5;
}
