import { resolve } from "node:path";
import type { Command } from "commander";
import type { RunProgress, RunReport } from "../../../../src-shared/contract/library.ts";
import { messageOf } from "../../../../src-shared/rpc/errors.ts";
import { awaitRun } from "../await-run.ts";
import { formatCount, formatSeconds } from "../format.ts";
import type { CliSession } from "../session.ts";
import { settleEmbedding } from "./models.ts";
import { createProgressLine } from "../progress-line.ts";

interface IndexOptions {
  readonly json?: true;
  readonly full?: true;
  readonly exclude?: readonly string[];
}

/** `index PATH…`: exits when the index is complete. */
export function addIndexCommand(program: Command, session: CliSession): void {
  program
    .command("index")
    .description("Index repositories or folders, and wait until that is done")
    .argument("<path...>", "folders")
    .option("--full", "read every file again, also those that have not changed")
    .option("--exclude <pattern...>", "leave out what these patterns match (gitignore syntax)")
    .option("--json", "print a JSON array of reports")
    .action(async (paths: string[], options: IndexOptions) => {
      const reports = [];
      for (const path of paths) if (!session.signal.aborted) reports.push(await indexOne(session, path, options));
      // What was indexed is searchable by words; that its vectors are missing is worth a warning, not a failure.
      await settleEmbedding(session).catch((error: unknown) => void process.stderr.write(`${messageOf(error)}\n`));
      if (options.json) session.printJson(reports);
      if (reports.some((report) => report.state === "failed")) session.setExitCode(1);
      else if (reports.some((report) => report.state === "cancelled")) session.setExitCode(130);
    });
}

async function indexOne(session: CliSession, path: string, options: IndexOptions) {
  const client = await session.client();
  const line = createProgressLine(options.json === undefined && process.stderr.isTTY);
  const added = await client.call("library.add", {
    path: resolve(path),
    ...(options.exclude === undefined ? {} : { exclude: [...options.exclude] }),
  });
  let { runId } = added;
  if (options.full) ({ runId } = await client.call("library.reindex", { repositoryId: added.repositoryId, full: true }));
  const run = await awaitRun(session, runId, (progress) => line.show(describeProgress(progress)));
  line.end();
  const repository = (await client.call("library.list", {})).find((one) => one.id === added.repositoryId);
  const skipped = await client.call("library.quarantine", { repositoryId: added.repositoryId });
  const report = {
    path: resolve(path),
    repository: repository?.name ?? "",
    ...run,
    rowsPerSecond: run.seconds > 0 ? Math.round(run.passagesWritten / run.seconds) : 0,
    counts: repository?.counts ?? null,
    skipped,
  };
  if (options.json === undefined) session.print(describeReport(report));
  return report;
}

function describeProgress(progress: RunProgress): string {
  return progress.phases
    .filter((phase) => phase.state === "running" || phase.done > 0)
    .map(
      (phase) =>
        `${phase.phase} ${formatCount(phase.done)}${phase.total === null || phase.state === "done" ? "" : ` of ${formatCount(phase.total)}`}`,
    )
    .join(" · ");
}

function describeReport(
  report: RunReport & { repository: string; rowsPerSecond: number; skipped: readonly { path: string; reason: string }[] },
): string {
  const counts = [
    `${formatCount(report.filesSeen)} files (${formatCount(report.filesRead)} read, ${formatCount(report.filesRemoved)} removed)`,
    `${formatCount(report.commitsWritten)} commits`,
    `${formatCount(report.passagesWritten)} passages`,
  ];
  const lines = [`${report.repository}: ${report.state} in ${formatSeconds(report.seconds)}`, `  ${counts.join(", ")}`];
  if (report.message !== "") lines.push(`  ${report.message}`);
  if (report.skipped.length > 0) lines.push(`  ${formatCount(report.skipped.length)} files not read, for example:`);
  for (const { path, reason } of report.skipped.slice(0, 5)) lines.push(`    ${path}: ${reason}`);
  return lines.join("\n");
}
