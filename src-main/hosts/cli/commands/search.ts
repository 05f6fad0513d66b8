import { Option, type Command } from "commander";
import { SEARCH_MODES, type SearchMode, type SearchResponse, type SearchResult } from "../../../../src-shared/contract/search.ts";
import { formatDate, formatHighlights, plain } from "../format.ts";
import { limitOption } from "../limit-option.ts";
import type { CliSession } from "../session.ts";

interface SearchOptions {
  readonly limit: number;
  readonly mode: SearchMode;
  readonly explain?: true;
  readonly json?: true;
}

export function addSearchCommand(program: Command, session: CliSession): void {
  program
    .command("search")
    .description("Search everything that is indexed")
    .argument("<query...>", "words, phrases and fields, as in the app")
    .addOption(limitOption("at most this many results", 10))
    .addOption(new Option("--mode <mode>", "words and meaning, words only, meaning only").choices(SEARCH_MODES).default("fused"))
    .option("--explain", "say what decided each rank")
    .option("--json", "print JSON")
    .action(async (words: string[], options: SearchOptions) => {
      const client = await session.client();
      const input = {
        text: words.join(" "),
        limit: options.limit,
        mode: options.mode,
        explain: options.explain ?? false,
        facets: false,
      };
      const response = await client.call("search.query", input, { signal: session.signal });
      if (options.json) session.printJson(searchJson(response));
      else printResponse(session, response);
      if (response.results.length === 0) session.setExitCode(3);
    });
}

/** The shape that measurements rely on: keep it. */
function searchJson(response: SearchResponse) {
  return {
    query: response.query,
    mode: response.mode,
    tookMs: response.tookMs,
    relaxed: response.relaxed,
    notes: response.notes,
    results: response.results.map((result) => ({
      rank: result.rank,
      score: result.score,
      type: result.type,
      kind: result.kind,
      repository: result.repository,
      path: result.path,
      lines: result.lines,
      sessionId: result.sessionOwnId,
      commit: result.commit,
      beliefId: result.beliefId,
      title: result.title,
      snippet: result.snippet,
      highlights: result.highlights,
      date: result.date,
      ...(result.explanation === null ? {} : { explanation: result.explanation }),
    })),
  };
}

function printResponse(session: CliSession, response: SearchResponse): void {
  for (const note of response.notes) session.print(note.message);
  if (response.results.length === 0) return session.print("Nothing found.");
  if (response.relaxed) session.print("Nothing has all of the words; these have some.");
  for (const result of response.results) session.print(describeResult(result));
}

function describeResult(result: SearchResult): string {
  const colour = process.stdout.isTTY;
  const place = result.commit ?? (result.lines === null ? result.path : `${result.path}:${result.lines.start}`);
  const lines = [
    `${String(result.rank).padStart(2)}  ${result.type}  ${formatHighlights(result.title, result.titleHighlights, colour)}`,
    `    ${plain(result.repository)} ${plain(place)}  ${formatDate(result.date)}`,
    ...formatHighlights(result.snippet, result.highlights, colour)
      .split("\n")
      .slice(0, 4)
      .map((line) => `      ${line}`),
  ];
  for (const part of result.explanation?.parts ?? []) lines.push(`    ${part.value.toFixed(4).padStart(9)}  ${part.label}: ${part.detail}`);
  return `${lines.join("\n")}\n`;
}
