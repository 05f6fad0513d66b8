import { ASSISTANTS, type Assistant } from "../../../../src-shared/domain/index.ts";
import type { SweepReport, TranscriptSourceView } from "../../../../src-shared/contract/transcripts.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { Command } from "commander";
import { awaitRun } from "../await-run.ts";
import { formatBytes, formatCount, formatDate, plain } from "../format.ts";
import { repositoryNamed } from "../repository-named.ts";
import type { CliSession } from "../session.ts";

interface JsonOption {
  readonly json?: true;
}

/** `sources`: other assistants' transcripts on this machine. Nothing of them is read before `sources allow`. */
export function addSourcesCommands(program: Command, session: CliSession): void {
  const sources = program
    .command("sources")
    .description("Transcripts of other assistants on this machine")
    .option("--json", "print JSON")
    .action(async (options: JsonOption) => {
      const client = await session.client();
      const views = await client.call("transcripts.sources", {});
      if (options.json) session.printJson(views);
      else for (const view of views) session.print(describe(view));
    });
  const add = (name: string, description: string): Command => sources.command(name).description(description).option("--json", "print JSON");

  add("allow", "Let an assistant's transcripts be archived and indexed")
    .argument("<assistant>", ASSISTANTS.join(", "))
    .action(async (name: string, _: JsonOption, command: Command) => {
      const client = await session.client();
      await finish(await client.call("transcripts.allow", { assistant: assistantOf(name) }, { signal: session.signal }), command);
    });
  add("ignore", "Read no more of an assistant's transcripts; what is archived stays")
    .argument("<assistant>", ASSISTANTS.join(", "))
    .action(async (name: string) => {
      const client = await session.client();
      await client.call("transcripts.ignore", { assistant: assistantOf(name) });
    });
  add("map", "Say which repository a recorded folder belongs to")
    .argument("<folder>", "the folder as it was recorded")
    .argument("<repository>", "its name or id, or none")
    .action(async (cwd: string, name: string, _: JsonOption, command: Command) => {
      const client = await session.client();
      const repositoryId = name === "none" ? null : await repositoryNamed(client, name);
      await finish(await client.call("transcripts.map", { cwd, repositoryId }, { signal: session.signal }), command);
    });
  add("sweep", "Archive and index what is new").action(async (_: JsonOption, command: Command) => {
    const client = await session.client();
    await finish(await client.call("transcripts.sweep", {}, { signal: session.signal }), command);
  });
  add("list", "List transcripts, those about to be deleted by their assistant first").action(async (_: JsonOption, command: Command) => {
    const client = await session.client();
    const entries = await client.call("transcripts.list", { limit: 100_000 });
    if (command.optsWithGlobals<JsonOption>().json) return session.printJson(entries);
    for (const entry of entries) {
      const state = !entry.present
        ? "only archived"
        : entry.deletesAt === null
          ? "archived"
          : `archived; deleted there ${formatDate(entry.deletesAt)}`;
      session.print(
        `${entry.assistant}  ${formatDate(entry.startedAt)}  ${plain(entry.title)}  (${entry.turns} turns, ${formatBytes(entry.bytes)}; ${state})`,
      );
    }
  });

  /** Waits for the runs that were started: the command's work is done when search finds it. */
  async function finish(report: SweepReport, command: Command): Promise<void> {
    const runs = await Promise.all(report.runIds.map((runId) => awaitRun(session, runId)));
    if (runs.some((run) => run.state === "cancelled")) session.setExitCode(130);
    if (command.optsWithGlobals<JsonOption>().json) return session.printJson(report);
    session.print(
      `${formatCount(report.archived)} archived, ${formatCount(report.unchanged)} unchanged, ${formatCount(report.failed)} failed; ${report.runIds.length} repositories indexed.`,
    );
  }
}

function assistantOf(name: string): Assistant {
  const found = ASSISTANTS.find((assistant) => assistant === name.toLowerCase());
  if (found === undefined)
    throw new VerdigrisError("invalid-input", `There is no assistant ${name}. Name one of ${ASSISTANTS.join(", ")}.`, { name });
  return found;
}

function describe(view: TranscriptSourceView): string {
  const counts =
    view.state === "absent"
      ? "nothing here"
      : `${view.found === null ? "a database" : `${formatCount(view.found)} found (${formatBytes(view.foundBytes)})`}, ${formatCount(view.archived)} archived (${formatBytes(view.archivedBytes)})`;
  const lines = [`${view.assistant.padEnd(12)} ${view.state.padEnd(8)} ${counts}`];
  if (view.retention.kind === "deletes" && view.state !== "absent")
    lines.push(`  deletes what was not used for ${view.retention.afterDays} days`);
  for (const place of view.places) lines.push(`  ${plain(place)}`);
  for (const { name, count } of view.repositories) lines.push(`  ${plain(name)}: ${count}`);
  for (const { cwd, count, suggestion, reason } of view.folders) {
    if (reason !== null) continue;
    lines.push(
      `  ${plain(cwd ?? "no folder recorded")}: ${count}, of no repository in the library${suggestion === null ? "" : `; perhaps ${suggestion}`}`,
    );
  }
  if (view.problem !== null) lines.push(`  Problem: ${plain(view.problem)}`);
  return lines.join("\n");
}
