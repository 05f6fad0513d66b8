import type { SessionFile, SessionView } from "../../../src-shared/contract/index.ts";
import type { Session, Turn, TurnPart } from "../../../src-shared/domain/index.ts";
import { formatDate, formatSome, plain } from "./format.ts";

/** A session for reading on a terminal: what it says in its own order, then its commits and the code it changed. */
export function describeSession({ session, summary, commits }: SessionView, changedFiles: readonly SessionFile[]): string {
  const facts = [session.agent, session.branch, summary.workType].filter((fact) => fact !== null);
  const lines = [
    session.title,
    `${session.ownId}  ${formatDate(session.startedAt)}  ${summary.repositoryName}`,
    ...(facts.length === 0 ? [] : [facts.join("  ")]),
    ...part(
      "Goals",
      session.goals.map((goal) => `[${goal.done ? "x" : " "}] ${goal.text}`),
    ),
    ...observations(session),
    ...session.entries.flatMap((entry) => ["", `## ${entry.heading}`, entry.markdown]),
    ...(session.turns ?? []).flatMap(turnLines),
    ...part(
      "Commits",
      commits.map(({ hash, subject, link }) => `${hash.slice(0, 8)} ${subject}  (${link.grade}: ${link.evidence})`),
    ),
    ...part("Changed code", changedFiles.map(changedFile)),
  ];
  return plain(lines.join("\n"));
}

function part(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ["", heading, ...items.map((item) => `  ${item}`)];
}

function observations({ observations: all }: Session): string[] {
  const kinds = [
    ["decision", "Decisions"],
    ["challenge", "Challenges"],
    ["pattern", "Patterns"],
  ] as const;
  return kinds.flatMap(([kind, heading]) =>
    part(
      heading,
      all.filter((one) => one.kind === kind).map((one) => one.markdown.replaceAll("\n", "\n  ")),
    ),
  );
}

function changedFile({ path, currentPath, edits, commits }: SessionFile): string {
  const facts = [
    formatSome(edits?.count ?? 0, "edit", "edits"),
    ...commits.map((hash) => hash.slice(0, 8)),
    ...(currentPath === null || currentPath === path ? [] : [`now ${currentPath}`]),
  ].filter((fact) => fact !== "");
  return `${path}  (${facts.join(", ")})`;
}

const SPEAKER = { user: "User", assistant: "Assistant", system: "System" } as const;

/** What was said whole, and what was done on one line each. */
function turnLines({ role, agent, at, parts }: Turn): string[] {
  const said = parts.map(partLine).filter((text) => text !== "");
  const who = `${SPEAKER[role]}${agent === null ? "" : ` (${agent})`}`;
  return said.length === 0 ? [] : ["", at === null ? `## ${who}` : `## ${who}, ${formatDate(at)}`, ...said];
}

function partLine(one: TurnPart): string {
  if (one.kind === "text") return one.text;
  if (!("tool" in one)) return "";
  const failed = one.status === "failed" ? "  (failed)" : "";
  return `> ${done(one)}${failed}`;
}

function done(call: Extract<TurnPart, { tool: string }>): string {
  switch (call.kind) {
    case "command":
      return `$ ${call.command.replaceAll("\n", "\n>   ")}`;
    case "edit":
      return `Edited ${[...new Set(call.edits.map(({ path }) => path))].join(", ")}`;
    case "read":
      return `Read ${call.path}`;
    case "agent":
      return `Asked a sub-agent: ${call.description}`;
    case "tool":
      return `Used ${call.tool}`;
  }
}
