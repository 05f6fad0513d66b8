import { Option, type Command } from "commander";
import {
  LEDGER_MARKS,
  LEDGER_SORTS,
  type LedgerFilter,
  type LedgerItem,
  type LedgerMark,
  type LedgerSort,
} from "../../../../src-shared/contract/ledger.ts";
import type { CoreClient } from "../../../../src-shared/contract/index.ts";
import { LEDGER_KINDS, type LedgerKind } from "../../../../src-shared/domain/index.ts";
import { formatDate, plain } from "../format.ts";
import { limitOption } from "../limit-option.ts";
import { repositoryNamed } from "../repository-named.ts";
import type { CliSession } from "../session.ts";

/** Options by which the ledger is filtered, here and in `export`. */
export interface LedgerOptions {
  readonly kind?: LedgerKind;
  readonly repo?: string;
  readonly agent?: string;
  readonly mark?: LedgerMark;
  readonly text?: string;
  readonly after?: string;
  readonly before?: string;
  readonly sort: LedgerSort;
  readonly recurring?: true;
}

export function addLedgerOptions(command: Command): Command {
  return command
    .addOption(new Option("--kind <kind>", "decisions or challenges only").choices(LEDGER_KINDS))
    .option("--repo <name>", "of this repository only")
    .option("--agent <name>", "of this assistant only")
    .addOption(new Option("--mark <mark>", "only what carries this mark").choices(LEDGER_MARKS))
    .option("--text <words>", "with all of these words")
    .option("--after <date>", "from this day on (ISO date)")
    .option("--before <date>", "before this day (ISO date)")
    .addOption(new Option("--sort <order>", "how they are ordered").choices(LEDGER_SORTS).default("newest"))
    .option("--recurring", "what came up again and again, instead of a list");
}

export async function ledgerFilter(client: CoreClient, options: LedgerOptions): Promise<LedgerFilter> {
  const { kind, repo, agent, mark, text, after, before } = options;
  return {
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(repo === undefined ? {} : { repositoryIds: [await repositoryNamed(client, repo)] }),
    ...(agent === undefined ? {} : { agents: [agent] }),
    ...(mark === undefined ? {} : { marks: [mark] }),
    ...(text === undefined ? {} : { text }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  };
}

/** `ledger`: decisions and challenges across repositories. */
export function addLedgerCommand(program: Command, session: CliSession): void {
  addLedgerOptions(program.command("ledger").description("List decisions and challenges across repositories"))
    .addOption(limitOption("at most this many; 0 for all", 50))
    .option("--json", "print JSON")
    .action(async (options: LedgerOptions & { readonly limit: number; readonly json?: true }) => {
      const client = await session.client();
      const filter = await ledgerFilter(client, options);
      const wanted = options.limit;
      if (options.recurring) {
        const list = await client.call("ledger.recurring", { ...filter, limit: wanted > 0 ? wanted : 10_000 });
        if (options.json) return session.printJson(list);
        for (const { sessions, title, words, items } of list.clusters) {
          session.print(plain(`${sessions} sessions  ${title}  (${words.join(", ")})`));
          for (const item of items) session.print(plain(`  ${item.path}:${item.lines.start}  ${item.title}`));
        }
        if (list.total === 0) session.print("Nothing found.");
        return;
      }
      const limit = wanted > 0 ? wanted : 100_000;
      const { items, total, facets } = await client.call("ledger.list", { ...filter, sort: options.sort, limit });
      if (options.json) return session.printJson({ items, total, facets });
      for (const item of items) session.print(plain(describe(item)));
      if (items.length < total) session.print(`${items.length} of ${total} shown; --limit 0 shows all.`);
      if (total === 0) session.print("Nothing found.");
    });
}

function describe(item: LedgerItem): string {
  const marks = [
    item.superseded?.reason,
    item.stale?.reason,
    item.recurring === null ? undefined : `Came up in ${item.recurring.sessions} sessions`,
  ];
  const lines = [
    `${item.kind.padEnd(9)}  ${item.title}`,
    `           ${item.repositoryName} ${item.path}:${item.lines.start}  ${formatDate(item.date)}`,
  ];
  for (const mark of marks) if (mark !== undefined) lines.push(`           ${mark}`);
  return lines.join("\n");
}
