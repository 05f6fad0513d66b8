import type { PassageDraft, Session, Turn, TurnPart, TurnRole } from "../../../src-shared/domain/index.ts";
import { splitText } from "../sources/chunks.ts";
import { firstWords } from "../sources/text-lines.ts";
import { saidIn } from "./said-in.ts";

/** Characters of a passage: what answers one question, not a whole afternoon. */
const PASSAGE = 1600;
/** Of what a command printed when it failed: error messages are searched for. */
const FAILURE = 400;
const MAX_COMMAND = 300;
/** Passages of one session; a conversation of weeks must not drown a library. */
const MAX_PASSAGES = 12_000;
/** Of no use to a search by themselves: they go with what follows. */
const TRIVIAL = /^(?:\/[\w:-]+(?: .{0,40})?|\[Request interrupted[^\]]*\]|(?:yes|no|ok|okay|y|n|go on|continue|thanks?)[.!]?)$/i;

/**
 * A conversation cut for search: each prompt by itself (`role` user), then what was answered to it and done about it (`role` assistant), in pieces. Thoughts,
 * contents of files and outputs are left out, but what failing commands printed.
 */
export function transcriptPassages(session: Session): PassageDraft[] {
  const common = { type: "session", symbolKind: null } as const;
  const passages: PassageDraft[] = [];
  let prompt = session.title;
  let answer: { turn: Turn; text: string }[] = [];
  let ordinal = 0;

  function push(role: TurnRole, turn: Turn, text: string, title: string, key: string): void {
    if (passages.length >= MAX_PASSAGES) return;
    const lines = turn.lines;
    const breadcrumb = title === session.title ? [] : [session.title];
    passages.push({ ...common, positionKey: key, title, breadcrumb, text, lines, date: turn.at ?? session.startedAt, role });
  }
  function flush(): void {
    let text = "";
    let first: Turn | null = null;
    let piece = 0;
    const close = (): void => {
      if (first !== null && text.trim() !== "") push("assistant", first, text.trim(), prompt, `answer/${ordinal}#${piece++}`);
      text = "";
      first = null;
    };
    for (const one of answer) {
      for (const part of one.text.length > PASSAGE ? splitText(one.text, PASSAGE) : [one.text]) {
        if (text !== "" && text.length + part.length > PASSAGE) close();
        first ??= one.turn;
        text += `${part}\n\n`;
      }
    }
    close();
    answer = [];
  }

  for (const turn of session.turns ?? []) {
    if (turn.role === "user" && turn.agent === null) {
      const text = saidIn(turn);
      if (text === "") continue;
      flush();
      ordinal++;
      if (TRIVIAL.test(text)) continue;
      prompt = firstWords(text) || session.title;
      splitText(text, PASSAGE).forEach((part, piece) => push("user", turn, part, prompt, `prompt/${ordinal}#${piece}`));
    } else if (turn.role === "assistant") {
      for (const part of turn.parts) {
        const text = shown(part);
        if (text !== "") answer.push({ turn, text });
      }
    }
  }
  flush();
  if (passages.length === 0)
    passages.push({
      ...common,
      positionKey: "overview",
      title: session.title,
      breadcrumb: [],
      text: session.title,
      lines: null,
      date: session.startedAt,
    });
  return passages;
}

/** A part as a search sees it. */
function shown(part: TurnPart): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "command": {
      const failure = part.status === "failed" && part.output !== null ? `\n${part.output.text.slice(0, FAILURE)}` : "";
      return `Ran: ${part.command.slice(0, MAX_COMMAND)}${failure}`;
    }
    case "edit":
      return `Edited: ${part.edits.map((edit) => edit.path).join(", ")}`;
    case "agent":
      return `Asked a sub-agent: ${part.description.slice(0, MAX_COMMAND)}`;
    case "tool":
      return part.status === "failed" && part.output !== null ? `${part.tool} failed: ${part.output.text.slice(0, FAILURE)}` : "";
    default:
      return "";
  }
}
