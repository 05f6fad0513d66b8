import { parseDocument } from "yaml";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import type { SourceProblem } from "./source-reader.ts";

const MAX_PROBLEMS = 10;
const KEY = /^[A-Za-z_][\w .-]*:(?:\s|$)/;

interface Block {
  readonly key: string | null;
  /** Index of its first line. */
  readonly start: number;
  readonly lines: readonly string[];
}

/**
 * What can be read of YAML that is broken somewhere: each key at the margin is read with what is below it, by itself, so that one
 * mistake costs one value and is told at its own line. Never throws.
 */
export function salvageByKey(lines: readonly string[]): {
  readonly data: Readonly<Record<string, unknown>>;
  readonly problems: SourceProblem[];
} {
  const data: Record<string, unknown> = {};
  const problems: SourceProblem[] = [];
  const tell = (index: number, message: string): void => {
    // The line of the file: the front matter starts behind a `---`.
    if (problems.length < MAX_PROBLEMS) problems.push({ line: index + 2, message: `Front matter: ${message}` });
  };
  for (const block of blocksOf(lines)) {
    if (block.key === null) {
      tell(block.start, `"${(block.lines[0] ?? "").trim().slice(0, 60)}" is no \`key: value\`.`);
      continue;
    }
    const { value, errors } = readBlock(block);
    for (const { line, message } of errors) tell(block.start + Math.min(line, block.lines.length - 1), message);
    if (Object.hasOwn(data, block.key)) continue;
    // `status: active: really` reads as a mapping, `title: "open` without its end: both are meant as texts.
    const meant = errors.length > 0 && block.lines.length === 1 && !Array.isArray(value) ? rawValue(block) : value;
    Object.defineProperty(data, block.key, { value: meant, enumerable: true, configurable: true, writable: true });
  }
  return { data, problems };
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: { key: string | null; start: number; lines: string[] }[] = [];
  lines.forEach((line, index) => {
    const isMargin = /^[^\s#\]}-]/.test(line);
    const last = blocks.at(-1);
    if (isMargin) blocks.push({ key: KEY.test(line) ? line.slice(0, line.indexOf(":")).trim() : null, start: index, lines: [line] });
    else if (last !== undefined && last.key !== null) last.lines.push(line);
    else if (line.trim() !== "" && !line.startsWith("#")) blocks.push({ key: null, start: index, lines: [line] });
  });
  return blocks.map((block) => {
    while (block.lines.length > 1 && (block.lines.at(-1) ?? "").trim() === "") block.lines.pop();
    return block;
  });
}

function readBlock(block: Block): {
  readonly value: unknown;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
} {
  try {
    const document = parseDocument(block.lines.join("\n"), {
      schema: "failsafe",
      uniqueKeys: false,
      strict: false,
      prettyErrors: true,
      logLevel: "silent",
    });
    const errors = [...document.errors, ...document.warnings].map((error) => ({
      line: (error.linePos?.[0].line ?? 1) - 1,
      message: plainMessage(error.message),
    }));
    const read: unknown = document.toJS({ maxAliasCount: 50 });
    const value = typeof read === "object" && read !== null ? ((read as Record<string, unknown>)[block.key ?? ""] ?? null) : null;
    return { value, errors };
  } catch (error) {
    return { value: rawValue(block), errors: [{ line: 0, message: plainMessage(messageOf(error)) }] };
  }
}

function rawValue({ lines }: Block): string {
  const line = lines[0] ?? "";
  return line
    .slice(line.indexOf(":") + 1)
    .trim()
    .replace(/^["']/, "");
}

/** A parser's message without the place that it adds: that one counts from the front matter's beginning, ours from the file's. */
export function plainMessage(message: string): string {
  const [first = ""] = message.split("\n", 1);
  return first.replace(/\s*at line \d+, column \d+:?\s*$/, "").trim() || "cannot be read";
}
