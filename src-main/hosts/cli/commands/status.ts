import type { Command } from "commander";
import { formatBytes, formatCount, formatDate } from "../format.ts";
import type { CliSession } from "../session.ts";

/** `status` tells what is indexed, `doctor` what is wrong with this installation. */
export function addStatusCommands(program: Command, session: CliSession): void {
  program
    .command("status")
    .description("What is indexed, and where it is kept")
    .option("--json", "print JSON")
    .action(async (options: { readonly json?: true }) => {
      const client = await session.client();
      const [status, repositories, settings] = await Promise.all([
        client.call("host.status", {}),
        client.call("library.list", {}),
        client.call("settings.get", {}),
      ]);
      if (options.json) return session.printJson({ ...status, storage: settings.storage, repositories });
      session.print(`${settings.storage.databasePath} (${formatBytes(settings.storage.databaseBytes)}, ${settings.storage.engine})`);
      session.print(`${formatCount(status.passages)} passages, ${Math.round(status.embedded * 100)} % with meaning`);
      for (const repository of repositories) {
        session.print(`${repository.name}  ${repository.root ?? "not on this machine"}  indexed ${formatDate(repository.indexedAt)}`);
        const { documents } = repository.counts;
        session.print(
          `  ${Object.entries(documents)
            .map(([kind, count]) => `${formatCount(count)} ${kind}`)
            .join(", ")}`,
        );
      }
      for (const problem of status.problems) session.print(`Problem: ${problem.message}`);
    });
  program
    .command("doctor")
    .description("Check this installation: git, database, configuration")
    .option("--json", "print JSON")
    .action(async (options: { readonly json?: true }) => {
      const client = await session.client();
      const findings = await client.call("host.doctor", {});
      if (options.json) session.printJson(findings);
      else for (const { name, ok, detail } of findings) session.print(`${ok ? "ok      " : "problem "} ${name}: ${detail}`);
      if (findings.some((finding) => !finding.ok)) session.setExitCode(1);
    });
}
