import { resolve } from "node:path";
import type { Command } from "commander";
import type { BackupSummary } from "../../../../src-shared/contract/host.ts";
import { formatBytes, formatCount, formatDate } from "../format.ts";
import type { CliSession } from "../session.ts";

interface JsonOption {
  readonly json?: true;
}

/** `backup FOLDER` and `restore FOLDER`: everything that cannot be made again, the archive of transcripts included. */
export function addBackupCommands(program: Command, session: CliSession): void {
  program
    .command("backup")
    .description("Copy the library, the archive of transcripts and the settings to a new folder, also while in use, and verify the copy")
    .argument("<folder>", "where to; must not exist yet")
    .option("--json", "print JSON")
    .action(async (folder: string, options: JsonOption) => {
      const client = await session.client();
      const made = await client.call("host.backup", { path: resolve(folder) }, { signal: session.signal });
      if (options.json) session.printJson(made);
      else session.print(`Verified: ${describe(made)}`);
    });
  program
    .command("restore")
    .description("Verify a backup and put it in the library's place; what is there now is kept")
    .argument("<folder>", "a folder that backup made")
    .option("--check", "only verify it")
    .option("--json", "print JSON")
    .action(async (folder: string, options: JsonOption & { readonly check?: true }) => {
      const client = await session.client();
      const method = options.check ? "host.checkBackup" : "host.restore";
      const found = await client.call(method, { path: resolve(folder) }, { signal: session.signal });
      if (options.json) return session.printJson(found);
      session.print(`Verified: ${describe(found)}`);
      if (!("restored" in found)) return;
      const when = found.restored
        ? "It is in the library's place."
        : "It takes the library's place at the next start: another process of Verdigris has the library open.";
      session.print(`${when} What was there is kept in the backups folder.`);
    });
}

function describe({ path, createdAt, files, bytes, transcripts }: BackupSummary): string {
  return `${path}, of ${formatDate(createdAt)} (${formatBytes(bytes)} in ${formatCount(files)} files; ${formatCount(transcripts)} archived transcripts)`;
}
