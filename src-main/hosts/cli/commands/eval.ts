import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { z } from "zod";
import { SEARCH_MODES, type SearchMode } from "../../../../src-shared/contract/search.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { evaluate, type QuerySet } from "../../../core/eval/evaluate.ts";
import type { CliSession } from "../session.ts";

interface EvalOptions {
  readonly queries: readonly string[];
  readonly mode?: SearchMode;
  readonly repo?: string;
  readonly exclude?: readonly string[];
  readonly json?: true;
}

/** The file format of query sets: what is not named here may be there and is not read. */
const querySetSchema = z.object({
  name: z.string().optional(),
  queries: z.array(z.object({ id: z.string(), query: z.string(), relevant_docs: z.array(z.string()).min(1) })).min(1),
});

/** Enough passages that ten documents are left when several passages of one document are found. */
const PASSAGES_ASKED = 60;

/** `eval --queries FILE…`: how good search is on questions with known answers. */
export function addEvalCommand(program: Command, session: CliSession): void {
  program
    .command("eval")
    .description("Score search on questions with known answers (MRR@10, recall, nDCG@10)")
    .requiredOption("--queries <file...>", "query-set files (JSON)")
    .option("--mode <mode>", `one of ${SEARCH_MODES.join(", ")}; all three unless told`)
    .option("--repo <name>", "search this repository only")
    .option("--exclude <pattern...>", "leave out paths: files that quote the questions")
    .option("--json", "print JSON")
    .action(async (options: EvalOptions) => {
      const client = await session.client();
      const sets = await Promise.all(options.queries.map(readQuerySet));
      const modes = options.mode === undefined ? SEARCH_MODES : [options.mode];
      const rows = [];
      for (const set of sets) {
        for (const mode of modes) {
          const search = async (query: string) => {
            const text = options.repo === undefined ? query : `${query} repo:"${options.repo}"`;
            const excludePaths = options.exclude === undefined ? {} : { excludePaths: [...options.exclude] };
            const found = await client.call(
              "search.query",
              { text, mode, limit: PASSAGES_ASKED, facets: false, ...excludePaths },
              { signal: session.signal },
            );
            return found.results.map((result) => ({
              documentKey: String(result.documentId),
              ids: [result.path, result.sessionOwnId, result.commit, result.beliefId].filter((id) => id !== null),
            }));
          };
          rows.push({ set: set.name, mode, ...(await evaluate(set, search)) });
        }
      }
      if (options.json) return session.printJson(rows);
      session.print("set                              mode      n   MRR@10 (95 %)         R@5    R@10   nDCG@10");
      for (const row of rows) {
        const interval = `${row.mrr.value.toFixed(3)} (${row.mrr.low.toFixed(3)}–${row.mrr.high.toFixed(3)})`;
        const cells = [row.set.slice(0, 32).padEnd(32), row.mode.padEnd(9), String(row.queries).padEnd(3), interval.padEnd(21)];
        session.print(`${cells.join(" ")} ${row.recall5.value.toFixed(3)}  ${row.recall10.value.toFixed(3)}  ${row.ndcg.value.toFixed(3)}`);
      }
    });
}

async function readQuerySet(path: string): Promise<QuerySet> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new VerdigrisError("not-found", `The query set ${path} cannot be read. Check the path.`, { path }, { cause });
  });
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
