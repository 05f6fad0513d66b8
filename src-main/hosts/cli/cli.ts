import { Command, CommanderError } from "commander";
import { messageOf, VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { VERSION } from "../shared/version.ts";
import { addBackendCommands } from "./commands/backend.ts";
import { addBackupCommands } from "./commands/backup.ts";
import { addCompletionCommand } from "./commands/completion.ts";
import { addEvalCommand } from "./commands/eval.ts";
import { addExportCommand } from "./commands/export.ts";
import { addIndexCommand } from "./commands/index-command.ts";
import { addLedgerCommand } from "./commands/ledger.ts";
import { addModelsCommand } from "./commands/models.ts";
import { addSearchCommand } from "./commands/search.ts";
import { addServeCommand } from "./commands/serve.ts";
import { addSessionCommands } from "./commands/sessions.ts";
import { addSourcesCommands } from "./commands/sources.ts";
import { addStatusCommands } from "./commands/status.ts";
import { addWhyCommand } from "./commands/why.ts";
import { addSyncCommands } from "./commands/sync.ts";
import { createSession } from "./session.ts";

/** Exit codes, told in the help: scripts rely on them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notFound: 3, cancelled: 130 } as const;

/** Runs one command line. Resolves with the exit code; prints errors as one line that names the thing and what to do. */
export async function runCli(args: readonly string[], entryUrl: string): Promise<number> {
  const session = createSession(entryUrl);
  const program = new Command("verdigris")
    .description("A knowledge browser for developers who work with AI assistants.")
    .version(VERSION)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found, 130 cancelled.\nVERDIGRIS_HOME names the data folder.",
    );
  addIndexCommand(program, session);
  addSearchCommand(program, session);
  addSessionCommands(program, session);
  addSourcesCommands(program, session);
  addLedgerCommand(program, session);
  addWhyCommand(program, session);
  addExportCommand(program, session);
  addStatusCommands(program, session);
  addModelsCommand(program, session);
  addEvalCommand(program, session);
  addServeCommand(program, session);
  addBackendCommands(program, session);
  addSyncCommands(program, session);
  addBackupCommands(program, session);
  addCompletionCommand(program, session);
  try {
    await program.parseAsync(args, { from: "user" });
    return session.exitCode();
  } catch (error) {
    return exitCodeOf(error, args.includes("--json"));
  } finally {
    await session.close();
  }
}

function exitCodeOf(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (!(error instanceof VerdigrisError)) {
    process.stderr.write(`Something unexpected happened: ${messageOf(error)}\n`);
    return EXIT.failed;
  }
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: error.code, message: error.message, details: error.details } })}\n`);
  else process.stderr.write(`${error.message}\n`);
  if (error.code === "not-found") return EXIT.notFound;
  if (error.code === "cancelled") return EXIT.cancelled;
  return error.code === "invalid-input" ? EXIT.usage : EXIT.failed;
}
