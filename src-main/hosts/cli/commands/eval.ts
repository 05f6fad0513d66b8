import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { z } from "zod";
import type { CoreClient } from "../../../../src-shared/contract/index.ts";
import { SEARCH_MODES, type SearchMode } from "../../../../src-shared/contract/search.ts";
import { quote } from "../../../../src-shared/query/format.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { drops, type KeptRow } from "../../../core/eval/baseline.ts";
import { evaluate, type Evaluation, type Figures, type QuerySet } from "../../../core/eval/evaluate.ts";
import { quotingDocuments } from "../../../core/eval/quoting.ts";
import type { CliSession } from "../session.ts";

interface EvalOptions {
  readonly queries: readonly string[];
  readonly mode?: SearchMode;
  readonly repo?: string;
  readonly exclude?: readonly string[];
  readonly baseline?: string;
  readonly save?: string;
  readonly json?: true;
}

/** The file format of query sets: what is not named here may be there and is not read. */
const querySetSchema = z.object({
  name: z.string().optional(),
  queries: z.array(z.object({ id: z.string(), query: z.string(), relevant_docs: z.array(z.string()).min(1) })).min(1),
});

/** More than ten, since documents that quote the questions are taken out. */
const ASKED = 40;

type Row = Evaluation & { readonly set: string; readonly mode: SearchMode };

/** `eval --queries FILE…`: how good search is on questions with known answers. */
export function addEvalCommand(program: Command, session: CliSession): void {
  program
    .command("eval")
    .description("Score search on questions with known answers (MRR@10, recall, nDCG@10)")
    .requiredOption("--queries <file...>", "query-set files (JSON)")
    .option("--mode <mode>", `one of ${SEARCH_MODES.join(", ")}; all three unless told`)
    .option("--repo <name>", "search this repository only")
    .option("--exclude <pattern...>", "leave out paths beside the documents that quote the questions")
    .option("--baseline <file>", "fail when a figure falls below the interval kept in this file")
    .option("--save <file>", "keep the figures in this file")
    .option("--json", "print JSON")
    .action(async (options: EvalOptions) => {
      const client = await session.client();
      const sets = await Promise.all(options.queries.map(readQuerySet));
      const rows = await evaluateAll(client, sets, options, session.signal);
      const kept = rows.map(({ set, mode, perKind: _kinds, perQuery: _queries, ...figures }): KeptRow => ({ set, mode, figures }));
      if (options.json) session.printJson(rows);
      else for (const line of table(rows)) session.print(line);
      const worse = options.baseline === undefined ? [] : drops(await readKept(options.baseline), kept);
      if (options.save !== undefined) await writeFile(options.save, `${JSON.stringify(kept, null, 2)}\n`);
      for (const line of worse) process.stderr.write(`${line}\n`);
      if (worse.length > 0) session.setExitCode(1);
    });
}

async function evaluateAll(client: CoreClient, sets: readonly QuerySet[], options: EvalOptions, signal: AbortSignal): Promise<Row[]> {
  const ask = async (query: string, mode: SearchMode) => {
    const text = options.repo === undefined ? query : `${query} repo:${quote(options.repo)}`;
    const excludePaths = options.exclude === undefined ? {} : { excludePaths: [...options.exclude] };
    const { results } = await client.call("search.query", { text, mode, limit: ASKED, facets: false, ...excludePaths }, { signal });
    return results.map((result) => ({
      documentKey: String(result.documentId),
      ids: [result.path, result.sessionOwnId, result.commit, result.beliefId].filter((id) => id !== null),
    }));
  };
  const left = await quotingDocuments(sets, (question) => ask(quote(question), "lexical"));
  const rows: Row[] = [];
  for (const set of sets) {
    for (const mode of options.mode === undefined ? SEARCH_MODES : [options.mode]) {
      const search = async (query: string) => (await ask(query, mode)).filter((hit) => !left.has(hit.documentKey));
      rows.push({ set: set.name, mode, ...(await evaluate(set, search)) });
    }
  }
  return rows;
}

function table(rows: readonly Row[]): string[] {
  const line = (name: string, mode: string, { queries, mrr, recall5, recall10, ndcg }: Figures): string => {
    const interval = `${mrr.value.toFixed(3)} (${mrr.low.toFixed(3)}–${mrr.high.toFixed(3)})`;
    const cells = [name.slice(0, 32).padEnd(32), mode.padEnd(9), String(queries).padEnd(3), interval.padEnd(21)];
    return `${cells.join(" ")} ${recall5.value.toFixed(3)}  ${recall10.value.toFixed(3)}  ${ndcg.value.toFixed(3)}`;
  };
  return [
    "set                              mode      n   MRR@10 (95 %)         R@5    R@10   nDCG@10",
    ...rows.flatMap((row) => {
      const kinds = Object.entries(row.perKind);
      return [line(row.set, row.mode, row), ...(kinds.length < 2 ? [] : kinds.map(([kind, figures]) => line(`  ${kind}`, "", figures)))];
    }),
  ];
}

const keptSchema = z.array(
  z.object({ set: z.string(), mode: z.string(), figures: z.custom<Figures>((value) => typeof value === "object") }),
);

async function readKept(path: string): Promise<readonly KeptRow[]> {
  return keptSchema.parse(JSON.parse(await readText(path, "kept figures")));
}

async function readText(path: string, what: string): Promise<string> {
  return await readFile(path, "utf8").catch((cause: unknown) => {
    throw new VerdigrisError("not-found", `The ${what} ${path} cannot be read. Check the path.`, { path }, { cause });
  });
}

async function readQuerySet(path: string): Promise<QuerySet> {
  const text = await readText(path, "query set");
  try {
    const parsed = querySetSchema.parse(JSON.parse(text));
    const name = parsed.name ?? path.replace(/^.*[/\\]|\.json$/g, "");
    return { name, queries: parsed.queries.map(({ id, query, relevant_docs }) => ({ id, query, relevant: relevant_docs })) };
  } catch (cause) {
    throw new VerdigrisError(
      "invalid-input",
      `${path} is not a query set: it needs "queries", each with "id", "query" and "relevant_docs".`,
      { path },
      { cause },
    );
  }
}
