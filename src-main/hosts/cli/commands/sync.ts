import type { Command } from "commander";
import { SHARED_KINDS, type SharedKind, type SyncStatus } from "../../../../src-shared/contract/sync.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { formatBytes, formatCount, formatDate } from "../format.ts";
import type { CliSession } from "../session.ts";

interface OnOptions {
  readonly url?: string;
  readonly share?: string;
}

/** `sync status|on|off|now|preview`: the same library on several machines. */
export function addSyncCommands(program: Command, session: CliSession): void {
  const sync = program.command("sync").description("The same library on all your machines, through a database server of yours");
  sync
    .command("status")
    .description("How this machine stands to the server")
    .option("--json", "print JSON")
    .action(async (options: { readonly json?: true }) => {
      const status = await (await session.client()).call("sync.status", {});
      if (options.json) session.printJson(status);
      else printStatus(session, status);
    });
  sync
    .command("on")
    .description("Turn it on. The token is read from the variable that turso.token_env names")
    .option("--url <url>", "the database server, such as libsql://name-owner.turso.io")
    .option("--share <kinds>", `what leaves this machine, any of ${SHARED_KINDS.join(",")}`)
    .action(async ({ url, share }: OnOptions) => {
      const client = await session.client();
      const shared = share === undefined ? {} : { shared: kindsOf(share) };
      printStatus(session, await client.call("sync.set", { enabled: true, ...(url === undefined ? {} : { url }), ...shared }));
    });
  sync
    .command("off")
    .description("Turn it off. Everything that is here stays")
    .action(async () => printStatus(session, await (await session.client()).call("sync.set", { enabled: false })));
  sync
    .command("now")
    .description("Sync at once")
    .option("--json", "print JSON")
    .action(async (options: { readonly json?: true }) => {
      const round = await (await session.client()).call("sync.now", {}, { signal: session.signal });
      if (options.json) return session.printJson(round);
      session.print(
        `${formatCount(round.sent)} sent, ${formatCount(round.fetched)} fetched, ${formatCount(round.removedThere)} removed there, ${formatCount(round.removedHere)} removed here`,
      );
    });
  sync
    .command("preview")
    .description("What would be sent, with examples as they would leave, secrets masked")
    .option("--share <kinds>", "try another choice without making it")
    .option("--json", "print JSON")
    .action(async (options: { readonly share?: string; readonly json?: true }) => {
      const client = await session.client();
      const preview = await client.call("sync.preview", options.share === undefined ? {} : { shared: kindsOf(options.share) });
      if (options.json) return session.printJson(preview);
      for (const { kind, documents, bytes, chosen } of preview.kinds) {
        session.print(`${chosen ? "sent  " : "stays "} ${kind.padEnd(10)} ${formatCount(documents)} (${formatBytes(bytes)})`);
      }
      for (const { repository, path, text, masked } of preview.samples) {
        session.print(`\n${repository} ${path}${masked > 0 ? ` (${masked} secrets masked)` : ""}\n${text}`);
      }
    });
}

function printStatus(session: CliSession, status: SyncStatus): void {
  session.print(
    `${status.phase}${status.host === "" ? "" : `  ${status.host}`}  last the same ${status.syncedAt === null ? "never" : formatDate(status.syncedAt)}`,
  );
  session.print(`Shared: ${status.shared.join(", ")}`);
  if (status.message !== "") session.print(status.message);
}

function kindsOf(text: string): SharedKind[] {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !SHARED_KINDS.includes(name as SharedKind));
  if (unknown !== undefined) {
    throw new VerdigrisError("invalid-input", `"${unknown}" cannot be shared. Name any of ${SHARED_KINDS.join(", ")}.`);
  }
  return names as SharedKind[];
}
