import { resolve } from "node:path";
import type { Command } from "commander";
import type { Biography } from "../../../../src-shared/contract/history.ts";
import { formatDate, plain } from "../format.ts";
import { limitOption } from "../limit-option.ts";
import type { CliSession } from "../session.ts";

/** `why FILE[:SYMBOL|:LINE]`: what was decided about it, in which sessions, and what changed it. */
export function addWhyCommand(program: Command, session: CliSession): void {
  program
    .command("why")
    .description("Show the decisions, sessions and commits behind a file, a symbol or a line")
    .argument("<target>", "FILE, FILE:SYMBOL or FILE:LINE")
    .addOption(limitOption("at most this many decisions", 10))
    .option("--json", "print JSON")
    .action(async (target: string, options: { readonly limit: number; readonly json?: true }) => {
      const client = await session.client();
      const input = { target, from: resolve("."), limit: options.limit };
      const biography = await client.call("history.why", input, { signal: session.signal });
      if (options.json) session.printJson(biography);
      else session.print(plain(describe(biography)));
    });
}

const MAX_SHOWN = 10;

function describe({ target, answers, sessions, commits, beliefs, formerPaths, notes }: Biography): string {
  const place = target.lines === null ? target.path : `${target.path}:${target.lines.start}`;
  const lines = [
    `${target.symbol === null ? "" : `${target.symbol.kind} ${target.symbol.name}  `}${place}  (${target.repositoryName})`,
    ...notes,
  ];
  if (formerPaths.length > 0) lines.push(`Formerly ${formerPaths.join(", ")}`);
  if (answers.length > 0) lines.push("", "Decisions and challenges");
  for (const { item, evidence } of answers) {
    lines.push(
      `  ${item.kind}  ${item.title}`,
      `    ${item.path}:${item.lines.start}  ${formatDate(item.date)}`,
      `    ${evidence.join(". ")}`,
    );
    if (item.superseded !== null) lines.push(`    Taken back by “${item.superseded.by.title}”`);
  }
  if (sessions.length > 0) lines.push("", "Sessions");
  for (const one of sessions.slice(0, MAX_SHOWN))
    lines.push(`  ${one.ownId}  ${formatDate(one.startedAt)}  ${one.title}  (${one.grade}: ${one.evidence})`);
  if (sessions.length > MAX_SHOWN) lines.push(`  and ${sessions.length - MAX_SHOWN} more`);
  if (beliefs.length > 0) lines.push("", "Beliefs", ...beliefs.map(({ id, statement }) => `  ${id}: ${statement}`));
  if (commits.length > 0) lines.push("", "Commits");
  for (const commit of commits.slice(0, MAX_SHOWN))
    lines.push(`  ${commit.hash.slice(0, 8)}  ${formatDate(commit.committedAt)}  ${commit.subject}`);
  if (commits.length > MAX_SHOWN) lines.push(`  and ${commits.length - MAX_SHOWN} more`);
  if (answers.length + sessions.length + beliefs.length + commits.length === 0)
    lines.push("No commit, session, decision or challenge in the library touches or names it.");
  return lines.join("\n");
}
