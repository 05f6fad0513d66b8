import type { Command } from "commander";
import type { SessionView } from "../../../../src-shared/contract/sessions.ts";
import { formatDate, plain } from "../format.ts";
import type { CliSession } from "../session.ts";

interface ListOptions {
  readonly limit: string;
  readonly text?: string;
  readonly decisions?: true;
  readonly json?: true;
}

/** `sessions` lists, `session ID` (also `show`) reads one. */
export function addSessionCommands(program: Command, session: CliSession): void {
  program
    .command("sessions")
    .description("List sessions, newest first")
    .option("--limit <n>", "at most this many; 0 for all", "50")
    .option("--text <words>", "all of these words in title, id, branch or agent")
    .option("--decisions", "only sessions that note decisions")
    .option("--json", "print JSON")
    .action(async (options: ListOptions) => {
      const client = await session.client();
      const limit = Number(options.limit);
      const list = await client.call("sessions.list", {
        ...(limit > 0 ? { limit } : {}),
        ...(options.text === undefined ? {} : { text: options.text }),
        ...(options.decisions === undefined ? {} : { hasDecisions: true }),
      });
      if (options.json) return session.printJson(list);
      for (const one of list.sessions) {
        const counts = `${one.decisions} decisions, ${one.challenges} challenges, ${one.commits} commits`;
        session.print(`${one.ownId}  ${formatDate(one.startedAt)}  ${plain(one.title)}  (${plain(one.repositoryName)}; ${counts})`);
      }
      if (list.sessions.length < list.total) session.print(`${list.sessions.length} of ${list.total} shown; --limit 0 shows all.`);
    });
  program
    .command("session")
    .alias("show")
    .description("Read one session")
    .argument("<id>", "its id, or the beginning of it")
    .option("--json", "print JSON")
    .action(async (id: string, options: { readonly json?: true }) => {
      const client = await session.client();
      const view = await client.call("sessions.get", { id, turns: options.json === true });
      if (options.json) session.printJson(view);
      else session.print(describeSession(view));
    });
}

function describeSession({ session, summary, commits }: SessionView): string {
  const lines = [session.title, `${session.ownId}  ${formatDate(session.startedAt)}  ${summary.repositoryName}`];
  const facts = [session.agent, session.branch, summary.workType].filter((fact) => fact !== null);
  if (facts.length > 0) lines.push(facts.join("  "));
  if (session.goals.length > 0) lines.push("", "Goals", ...session.goals.map((goal) => `  [${goal.done ? "x" : " "}] ${goal.text}`));
  for (const [kind, heading] of [
    ["decision", "Decisions"],
    ["challenge", "Challenges"],
    ["pattern", "Patterns"],
  ] as const) {
    const items = session.observations.filter((observation) => observation.kind === kind);
    if (items.length > 0) lines.push("", heading, ...items.map((item) => `  ${item.markdown.replaceAll("\n", "\n  ")}`));
  }
  for (const entry of session.entries) lines.push("", `## ${entry.heading}`, entry.markdown);
  if (commits.length > 0) {
    lines.push(
      "",
      "Commits",
      ...commits.map((commit) => `  ${commit.hash.slice(0, 8)} ${commit.subject}  (${commit.link.grade}: ${commit.link.evidence})`),
    );
  }
  return plain(lines.join("\n"));
}
