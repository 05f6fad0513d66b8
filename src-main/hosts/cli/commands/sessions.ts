import type { Command } from "commander";
import type { SessionSummary } from "../../../../src-shared/domain/index.ts";
import { describeSession } from "../describe-session.ts";
import { formatDate, formatSome, plain } from "../format.ts";
import { limitOption } from "../limit-option.ts";
import { repositoryNamed } from "../repository-named.ts";
import type { CliSession } from "../session.ts";

interface ListOptions {
  readonly limit: number;
  readonly text?: string;
  readonly repo?: string;
  readonly agent?: string;
  readonly after?: string;
  readonly before?: string;
  readonly work?: string;
  readonly decisions?: true;
  readonly commits?: true;
  readonly json?: true;
}

/** `sessions` lists, `session ID` (also `show`) reads one. */
export function addSessionCommands(program: Command, session: CliSession): void {
  program
    .command("sessions")
    .description("List sessions, newest first")
    .addOption(limitOption("at most this many; 0 for all", 50))
    .option("--text <words>", "all of these words in title, id, branch or agent")
    .option("--repo <name>", "of this repository only")
    .option("--agent <name>", "of this assistant only")
    .option("--after <date>", "from this day on (ISO date)")
    .option("--before <date>", "before this day (ISO date)")
    .option("--work <type>", "of this work type only")
    .option("--decisions", "only sessions that note decisions")
    .option("--commits", "only sessions with linked commits")
    .option("--json", "print JSON")
    .action(async ({ limit, text, repo, agent, after, before, work, decisions, commits, json }: ListOptions) => {
      const client = await session.client();
      const list = await client.call("sessions.list", {
        ...(limit > 0 ? { limit } : {}),
        ...(text === undefined ? {} : { text }),
        ...(repo === undefined ? {} : { repositoryIds: [await repositoryNamed(client, repo)] }),
        ...(agent === undefined ? {} : { agents: [agent] }),
        ...(after === undefined ? {} : { after }),
        ...(before === undefined ? {} : { before }),
        ...(work === undefined ? {} : { workTypes: [work] }),
        ...(decisions === undefined ? {} : { hasDecisions: true }),
        ...(commits === undefined ? {} : { hasCommits: true }),
      });
      if (json) return session.printJson(list);
      for (const one of list.sessions) session.print(plain(describeLine(one)));
      if (list.sessions.length < list.total) session.print(`${list.sessions.length} of ${list.total} shown; --limit 0 shows all.`);
      if (list.total === 0) session.print("Nothing found.");
    });
  program
    .command("session")
    .alias("show")
    .description("Read one session")
    .argument("<id>", "its id, or the beginning of it")
    .option("--json", "print JSON")
    .action(async (id: string, options: { readonly json?: true }) => {
      const client = await session.client();
      const view = await client.call("sessions.get", { id, turns: true });
      const changedFiles = await client.call("history.sessionFiles", { id: view.session.id });
      if (options.json) session.printJson({ ...view, changedFiles });
      else session.print(describeSession(view, changedFiles));
    });
}

function describeLine(one: SessionSummary): string {
  const facts = [
    one.repositoryName,
    formatSome(one.prompts, "prompt", "prompts"),
    formatSome(one.decisions, "decision", "decisions"),
    formatSome(one.challenges, "challenge", "challenges"),
    formatSome(one.commits, "commit", "commits"),
  ].filter((fact) => fact !== "");
  return `${one.ownId}  ${formatDate(one.startedAt)}  ${one.title}  (${facts.join(", ")})`;
}
