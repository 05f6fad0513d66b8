import type { Session, Turn, TurnPart } from "../../../src-shared/domain/index.ts";
import { ASSISTANT_NAMES } from "../../../src-shared/domain/index.ts";

/** A transcript as Markdown, for copying and export: what is shown of it, secrets masked. */
export function transcriptMarkdown(session: Session): string {
  const facts = session.transcript;
  const about = [
    facts === undefined ? null : ASSISTANT_NAMES[facts.assistant],
    session.startedAt,
    session.branch === null ? null : `branch ${session.branch}`,
    ...(facts?.models ?? []),
  ].filter((one) => one !== null);
  const blocks = [`# ${session.title}`, about.join(" · "), ...(session.turns ?? []).map(turnMarkdown)];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

const SPEAKERS = { user: "User", assistant: "Assistant", system: "System" } as const;

function turnMarkdown(turn: Turn): string {
  const who = `${SPEAKERS[turn.role]}${turn.agent === null ? "" : ` (${turn.agent})`}`;
  return [`## ${who}${turn.at === null ? "" : ` — ${turn.at}`}`, ...turn.parts.map(partMarkdown)]
    .filter((text) => text !== "")
    .join("\n\n");
}

function partMarkdown(part: TurnPart): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "thinking":
      return part.text.replace(/^/gm, "> ");
    case "image":
      return "*An image.*";
    case "record":
      return `${part.type}:\n\n${fenced(part.text, "json")}`;
    case "command":
      return `${fenced(part.command, "sh")}${outputMarkdown(part)}`;
    case "read":
      return `Read \`${part.path}\``;
    case "agent":
      return `Sub-agent: ${part.description}${outputMarkdown(part)}`;
    case "edit":
      return part.edits
        .map((edit) => `Edited \`${edit.path}\` (${edit.change})\n\n${fenced(diffOf(edit.removed.text, edit.added.text), "diff")}`)
        .join("\n\n");
    case "tool":
      return `${part.tool}\n\n${fenced(part.input.text, "json")}${outputMarkdown(part)}`;
  }
}

function outputMarkdown(part: { readonly output: { readonly text: string } | null }): string {
  return part.output === null || part.output.text === "" ? "" : `\n\n${fenced(part.output.text, "")}`;
}

function diffOf(removed: string, added: string): string {
  const of = (sign: string, text: string): string => (text === "" ? "" : text.replace(/^/gm, sign));
  return [of("-", removed), of("+", added)].filter((side) => side !== "").join("\n");
}

/** A fence longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map((match) => match[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
