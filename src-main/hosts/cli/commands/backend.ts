import { Option, type Command } from "commander";
import { STORAGE_KINDS, type ConnectionCheck, type StorageKind } from "../../../../src-shared/contract/storage.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { formatBytes, formatCount } from "../format.ts";
import { createProgressLine } from "../progress-line.ts";
import type { CliSession } from "../session.ts";

interface TargetOptions {
  readonly to: StorageKind;
  readonly path?: string;
  readonly url?: string;
  readonly json?: true;
}

/** `backend status|test|switch`: where the library lies, whether another place would do, moving there. */
export function addBackendCommands(program: Command, session: CliSession): void {
  const backend = program.command("backend").description("Where the library is kept, and moving it");
  backend
    .command("status")
    .description("What holds the library now, and what earlier switches left behind")
    .option("--json", "print JSON")
    .action(async (options: { readonly json?: true }) => {
      const view = await (await session.client()).call("storage.get", {});
      if (view.problem !== "") session.setExitCode(1);
      if (options.json) return session.printJson(view);
      if (view.problem !== "") {
        session.print(`${view.kind}  ${view.place}`);
        session.print(`It cannot be read now: ${view.problem}`);
      } else session.print(`${view.kind}  ${view.place} (${formatBytes(view.bytes)}, ${view.engine}, schema ${view.schemaVersion})`);
      session.print(
        view.token.source === "none" ? `No token. It is looked for in ${view.token.variable}.` : `Token from the ${view.token.source}.`,
      );
      for (const kept of view.kept) session.print(`Kept: ${kept.kind}  ${kept.place} (${formatBytes(kept.bytes)}) since ${kept.since}`);
    });
  withTarget(backend.command("test").description("Try a storage without changing anything")).action(async (options: TargetOptions) => {
    const client = await session.client();
    const print = ({ step, ok, detail, milliseconds }: ConnectionCheck): void =>
      session.print(`${ok ? "ok      " : "problem "} ${step}: ${detail} (${milliseconds} ms)`);
    const report = await client.call(
      "storage.test",
      { target: targetOf(options) },
      { signal: session.signal, ...(options.json ? {} : { onProgress: print }) },
    );
    if (options.json) session.printJson(report);
    if (!report.ok) session.setExitCode(1);
  });
  withTarget(backend.command("switch").description("Copy the library to another storage, compare both, and use that one"))
    .addHelpText("after", "\nThe token is read from the variable that turso.token_env names. The old storage is kept as it is.")
    .action(async (options: TargetOptions) => {
      const client = await session.client();
      const line = createProgressLine(process.stderr.isTTY && options.json !== true);
      const report = await client
        .call(
          "storage.switch",
          { target: targetOf(options) },
          {
            signal: session.signal,
            onProgress: ({ phase, done, total }) => line.show(`${phase}  ${formatCount(done)} of ${formatCount(total)}`),
          },
        )
        .finally(() => line.end());
      if (options.json) return session.printJson(report);
      session.print(`${formatCount(report.documents)} documents and ${formatCount(report.vectors)} vectors are the same in ${report.to}.`);
      session.print("It serves from now on, in windows that are open too. The old storage is kept.");
    });
}

function withTarget(command: Command): Command {
  return command
    .addOption(new Option("--to <kind>", "the kind of storage").choices(STORAGE_KINDS).makeOptionMandatory())
    .option("--path <file>", "the database file or replica")
    .option("--url <url>", "the database server, such as libsql://name-owner.turso.io")
    .option("--json", "print JSON");
}

function targetOf({ to, path, url }: TargetOptions) {
  const server = to === "turso-embedded" || to === "turso-remote";
  if (server && url === undefined) throw new VerdigrisError("invalid-input", `--to ${to} needs --url with the address of the database.`);
  return { kind: to, path: path ?? "", url: url ?? "" };
}
