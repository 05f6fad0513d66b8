import { createCodeReader } from "../../../src-main/core/sources/code/code-reader.ts";
import type { CodeReader, CodeReaderOptions } from "../../../src-main/core/sources/code/code-reader.ts";
import type { SourceReading } from "../../../src-main/core/sources/source-reader.ts";

let shared: Promise<CodeReader> | null = null;

/** One reader for a test file: the runtime and its grammars are shared anyway. */
export function codeReader(options?: CodeReaderOptions): Promise<CodeReader> {
  if (options !== undefined) return createCodeReader(options);
  shared ??= createCodeReader();
  return shared;
}

export async function readCode(path: string, text: string): Promise<SourceReading> {
  return (await codeReader()).read({ path, text, repositoryId: "test" });
}

/** Symbols as lines: `kind qualified.name start-end signature # doc`. */
export async function symbolsOf(path: string, text: string): Promise<string[]> {
  const { symbols, problems } = await readCode(path, text);
  if (problems.length > 0) throw new Error(problems[0]?.message);
  return symbols.map(({ kind, qualifiedName, lines, signature, doc }) => {
    const note = doc === "" ? "" : ` # ${doc.replaceAll("\n", "⏎")}`;
    return `${kind} ${qualifiedName} ${lines.start}-${lines.end} ${signature}${note}`;
  });
}

/** Numbers (1-based) of the lines with something on them that no passage holds in full. A line longer than a passage may be in pieces. */
export function lostLines(text: string, reading: SourceReading): number[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const seen = new Set<number>();
  for (const { lines: range, text: body } of reading.passages) {
    if (range === null) continue;
    const held = new Set(body.split(/\r\n|\n|\r/).map((line) => line.trim()));
    for (let at = range.start; at <= range.end; at += 1) {
      const line = (lines[at - 1] ?? "").trim();
      if (!seen.has(at) && (held.has(line) || body.includes(line))) seen.add(at);
    }
  }
  return lines.flatMap((line, i) => (line.trim() === "" || line.length > 4000 || seen.has(i + 1) ? [] : [i + 1]));
}
