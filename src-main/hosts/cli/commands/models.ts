import { resolve } from "node:path";
import type { Command } from "commander";
import { formatBytes, formatCount } from "../format.ts";
import { createProgressLine } from "../progress-line.ts";
import type { CliSession } from "../session.ts";

interface JsonOption {
  readonly json?: true;
}

/** `models`: the models that search by meaning. */
export function addModelsCommand(program: Command, session: CliSession): void {
  const models = program.command("models").description("Models that search by meaning: list, download, add, use, remove");

  models
    .command("list", { isDefault: true })
    .description("What there is, what is installed, what is in use")
    .option("--json", "print JSON")
    .action(async (options: JsonOption) => {
      const status = await (await session.client()).call("embedding.status", {});
      if (options.json) return session.printJson(status);
      for (const model of status.models) {
        const state = model.chosen ? "in use" : model.installed ? "installed" : `download of ${formatBytes(model.bytes)}`;
        session.print(
          `${model.id.padEnd(24)} ${state.padEnd(22)} ${[model.licence, model.description].filter((part) => part !== "").join(" · ")}`,
        );
      }
    });

  models
    .command("download")
    .description("Fetch a model of the list, checked by its checksum; goes on where an earlier download ended")
    .argument("<id>")
    .action(async (id: string) => {
      const client = await session.client();
      const line = createProgressLine(process.stderr.isTTY);
      await client.call(
        "embedding.download",
        { id },
        { signal: session.signal, onProgress: ({ done, total }) => line.show(`${formatBytes(done)} of ${formatBytes(total)}`) },
      );
      line.end();
      session.print(`${id} is installed. Use it with: verdigris models use ${id}`);
    });

  models
    .command("add")
    .description("Copy a model from a folder: tokenizer.json with model.safetensors (static) or model.onnx")
    .argument("<folder>")
    .option("--pooling <kind>", "how an ONNX model's tokens become one vector: mean or cls", "mean")
    .option("--query-prefix <text>", "what the model wants to see before a query", "")
    .option("--passage-prefix <text>", "the same before a passage", "")
    .action(async (folder: string, options: { pooling: string; queryPrefix: string; passagePrefix: string }) => {
      const { id } = await (
        await session.client()
      ).call("embedding.import", {
        path: resolve(folder),
        pooling: options.pooling === "cls" ? "cls" : "mean",
        queryPrefix: options.queryPrefix,
        passagePrefix: options.passagePrefix,
      });
      session.print(`${id} is installed. Use it with: verdigris models use ${id}`);
    });

  models
    .command("use")
    .description("Search with this model from now on: builtin, endpoint, or an installed one. Its vectors are built first")
    .argument("<id>")
    .action(async (id: string) => {
      const client = await session.client();
      await client.call("embedding.choose", { id });
      await settleEmbedding(session);
      session.print(`${id} is in use.`);
    });

  models
    .command("remove")
    .description("Remove an installed model that is not in use")
    .argument("<id>")
    .action(async (id: string) => {
      await (await session.client()).call("embedding.removeModel", { id });
    });
}

/** Waits until every passage has its vector in the chosen model's space. */
export async function settleEmbedding(session: CliSession): Promise<void> {
  const line = createProgressLine(process.stderr.isTTY);
  try {
    await (
      await session.client()
    ).call(
      "embedding.settle",
      {},
      {
        signal: session.signal,
        onProgress: ({ modelName, done, total }) => line.show(`${modelName}: ${formatCount(done)} of ${formatCount(total)} passages`),
      },
    );
  } finally {
    line.end();
  }
}
