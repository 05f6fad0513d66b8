import type { SessionFile } from "../../../src-shared/contract/history.ts";
import type { SessionView } from "../../../src-shared/contract/sessions.ts";
import type { Session, Turn, TurnPart } from "../../../src-shared/domain/index.ts";
import { escapeMarkdown, fenced, type Report, type ReportSection } from "./report.ts";

export interface ExportedSession extends SessionView {
  readonly changedFiles: readonly SessionFile[];
}

/** A session as a report: goals, what was decided, its activity or conversation, its commits with what speaks for them. */
export function sessionReport({ session, summary, path, commits, changedFiles }: ExportedSession): Report {
  const facts = [
    `Session ${session.ownId}`,
    `Repository: ${summary.repositoryName}`,
    ...(session.startedAt === null ? [] : [`Started: ${session.startedAt}`]),
    ...(session.agent === null ? [] : [`Assistant: ${session.agent}`]),
    ...(session.branch === null ? [] : [`Branch: ${session.branch}`]),
    `Source: ${path}`,
  ];
  const sections: ReportSection[] = [
    part("Previous session", session.previousContext),
    part("Goals", session.goals.map((goal) => `- [${goal.done ? "x" : " "}] ${goal.text}`).join("\n")),
    ...observations(session),
    ...session.entries.map((entry): ReportSection => ({ heading: entry.heading, level: 3, markdown: entry.markdown })),
    ...session.sections.map((section) => part(section.heading, section.markdown)),
    part("Prompts", session.prompts.map((prompt) => `${prompt.index + 1}. ${escapeMarkdown(prompt.text)}`).join("\n")),
    ...(session.turns ?? []).flatMap(turnSection),
    part(
      "Commits",
      commits
        .map(
          ({ hash, subject, link }) =>
            `- \`${hash.slice(0, 10)}\` ${escapeMarkdown(subject)} (${link.grade}: ${escapeMarkdown(link.evidence)})`,
        )
        .join("\n"),
    ),
    part("Changed code", changedFiles.map((file) => `- ${changedFile(file)}`).join("\n")),
  ];
  return { title: session.title, facts, sections: sections.filter((section) => section.markdown.trim() !== "") };
}

function changedFile({ path, currentPath, edits, commits }: SessionFile): string {
  const now = currentPath === null || currentPath === path ? "" : `, now \`${currentPath.replaceAll("`", "")}\``;
  const edited = edits === null ? [] : [`${edits.count} ${edits.count === 1 ? "edit" : "edits"} (+${edits.added} −${edits.removed})`];
  const committed = commits.map((hash) => `\`${hash.slice(0, 10)}\``);
  return `\`${path.replaceAll("`", "")}\`${now}: ${[...edited, ...committed].join(", ")}`;
}

function part(heading: string, markdown: string): ReportSection {
  return { heading, level: 2, markdown };
}

function observations({ observations: all }: Session): ReportSection[] {
  const kinds = [
    ["decision", "Decisions"],
    ["challenge", "Challenges"],
    ["pattern", "Patterns"],
  ] as const;
  return kinds.map(([kind, heading]) =>
    part(
      heading,
      all
        .filter((one) => one.kind === kind)
        .map((one) => one.markdown)
        .join("\n\n"),
    ),
  );
}

const SPEAKER = { user: "User", assistant: "Assistant", system: "System" } as const;

function turnSection(turn: Turn): ReportSection[] {
  const markdown = turn.parts
    .map(partText)
    .filter((text) => text !== "")
    .join("\n\n");
  if (markdown === "") return [];
  return [
    {
      heading: `${SPEAKER[turn.role]}${turn.agent === null ? "" : ` (${turn.agent})`}${turn.at === null ? "" : `, ${turn.at}`}`,
      level: 3,
      markdown,
    },
  ];
}

/** What was said, and in one line what was done; outputs stay in the session. */
function partText(one: TurnPart): string {
  if (one.kind === "text") return one.omitted > 0 ? `${one.text}\n\n(${one.omitted} characters left out)` : one.text;
  if (one.kind === "command") return fenced(one.command);
  if (one.kind === "edit") return one.edits.map((edit) => `- ${edit.change}: \`${edit.path.replaceAll("`", "")}\``).join("\n");
  if (one.kind === "agent") return `- Sub-agent: ${escapeMarkdown(one.description)}`;
  return "";
}
