import { writeFile } from "node:fs/promises";
import { Option, type Command } from "commander";
import type { ExportFile, ExportFormat } from "../../../../src-shared/contract/export.ts";
import { limitOption } from "../limit-option.ts";
import type { CliSession } from "../session.ts";
import { addLedgerOptions, ledgerFilter, type LedgerOptions } from "./ledger.ts";

interface ExportOptions {
  readonly format: ExportFormat | "md";
  readonly out?: string;
  readonly json?: true;
}

/** `export session ID`, `export ledger`, `export search QUERY`: to standard output, or a file. */
export function addExportCommand(program: Command, session: CliSession): void {
  const parent = program.command("export").description("Export a session, the ledger or a search, secrets masked");
  const common = (command: Command): Command =>
    command
      .addOption(new Option("--format <format>", "what to make").choices(["markdown", "md", "html", "json"]).default("markdown"))
      .option("--out <file>", "write there instead of printing")
      .option("--json", "the same as --format json");
  common(parent.command("session").description("Export one session").argument("<id>", "its id, or the beginning of it")).action(
    async (id: string, options: ExportOptions) => {
      const client = await session.client();
      await deliver(await client.call("export.session", { id, format: formatOf(options) }), options);
    },
  );
  common(addLedgerOptions(parent.command("ledger").description("Export decisions and challenges"))).action(
    async (options: ExportOptions & LedgerOptions) => {
      const client = await session.client();
      const filter = await ledgerFilter(client, options);
      await deliver(
        await client.call("export.ledger", { filter, sort: options.sort, grouped: options.recurring === true, format: formatOf(options) }),
        options,
      );
    },
  );
  common(parent.command("search").description("Export what a search finds").argument("<query...>", "words, phrases and fields"))
    .addOption(limitOption("at most this many results", 50))
    .action(async (words: string[], options: ExportOptions & { readonly limit: number }) => {
      const client = await session.client();
      const input = { text: words.join(" "), limit: options.limit, format: formatOf(options) };
      await deliver(await client.call("export.search", input, { signal: session.signal }), options);
    });
}

function formatOf({ format, json }: ExportOptions): ExportFormat {
  if (json === true) return "json";
  return format === "md" ? "markdown" : format;
}

async function deliver(file: ExportFile, { out }: ExportOptions): Promise<void> {
  if (out === undefined) process.stdout.write(file.text);
  else await writeFile(out, file.text);
  if (file.masked > 0) process.stderr.write(`${file.masked} ${file.masked === 1 ? "secret was" : "secrets were"} masked.\n`);
}
