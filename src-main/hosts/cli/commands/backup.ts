import { resolve } from "node:path";
import type { Command } from "commander";
import { formatBytes } from "../format.ts";
import type { CliSession } from "../session.ts";

/** `backup FILE`: a consistent copy, also while the database is in use. */
export function addBackupCommand(program: Command, session: CliSession): void {
  program
    .command("backup")
    .description("Copy the database to a new file, also while it is in use")
    .argument("<file>", "the copy's path; must not exist yet")
    .option("--json", "print JSON")
    .action(async (file: string, options: { readonly json?: true }) => {
      const client = await session.client();
      const made = await client.call("host.backup", { path: resolve(file) }, { signal: session.signal });
      if (options.json) session.printJson(made);
      else session.print(`${made.path} (${formatBytes(made.bytes)})`);
    });
}
