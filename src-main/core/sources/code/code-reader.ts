import { Parser } from "web-tree-sitter";
import type { Language, Tree } from "web-tree-sitter";
import type { CodeSymbol } from "../../../../src-shared/domain/passage.ts";
import { messageOf } from "../../../../src-shared/rpc/errors.ts";
import { HEAD_LENGTH } from "../source-reader.ts";
import type { SourceInput, SourceReader, SourceReading } from "../source-reader.ts";
import { lineWindows } from "../text.ts";
import { detectCodeLanguage } from "./detect-language.ts";
import { loadGrammar, startTreeSitter } from "./grammars.ts";
import type { CodeLanguage } from "./grammars.ts";
import { RULES } from "./languages/index.ts";
import { LineTable } from "./line-table.ts";
import { buildPassages } from "./passages.ts";
import type { Definition } from "./rules.ts";
import { compileRules, findDefinitions } from "./walk.ts";
import type { CompiledRules } from "./walk.ts";

export interface CodeReaderOptions {
  /** Processor time one file may take to parse, in milliseconds; past it the file is read as line windows. Default 250. */
  readonly parseBudgetMs?: number;
  /** Longer files, in characters, are line windows without being parsed. Default 1,000,000. */
  readonly maxCharacters?: number;
  /** Clocks in milliseconds, for tests. */
  readonly clocks?: ParseClocks;
}

/** How long a parse takes: as time passes, and of this thread's processor time. */
export interface ParseClocks {
  now(): number;
  busy(): number;
}

/** Reads source code by its grammar. Holds WebAssembly memory until `close`. One per thread. */
export interface CodeReader extends SourceReader {
  close(): void;
}

/** More than this many characters a line on average is minified or generated: no one wrote it to be read by function. */
const MINIFIED_AVERAGE = 400;

/**
 * Starts tree-sitter and gives a reader of source code. Grammars load on first use and stay.
 * Throws when the runtime's WebAssembly cannot be read; reading a file never throws.
 */
export async function createCodeReader(options: CodeReaderOptions = {}): Promise<CodeReader> {
  await startTreeSitter();
  return new TreeSitterReader(options);
}

class TreeSitterReader implements CodeReader {
  readonly name = "code";
  readonly version = 1;
  readonly #budget: number;
  readonly #maxCharacters: number;
  readonly #clocks: ParseClocks;
  readonly #grammars = new Map<CodeLanguage, Language>();
  readonly #compiled = new Map<CodeLanguage, CompiledRules>();
  #parser: Parser | null = null;

  constructor(options: CodeReaderOptions) {
    this.#budget = options.parseBudgetMs ?? 250;
    this.#maxCharacters = options.maxCharacters ?? 1_000_000;
    this.#clocks = options.clocks ?? { now: () => performance.now(), busy: threadMilliseconds };
  }

  detect(path: string, head: string): boolean {
    return detectCodeLanguage(path, head) !== null;
  }

  read({ path, text: raw }: SourceInput): SourceReading {
    const text = raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
    const language = detectCodeLanguage(path, text.slice(0, HEAD_LENGTH));
    const fileName = path.slice(path.lastIndexOf("/") + 1);
    const windows = (message: string): SourceReading => ({
      ...reading(fileName, language),
      passages: lineWindows(text, fileName, "code"),
      problems: [{ line: 1, message }],
    });
    if (language === null) return windows("No grammar for this file. It was read as plain lines.");
    if (text.length > this.#maxCharacters) return windows(`Longer than ${this.#maxCharacters} characters. It was read as plain lines.`);
    try {
      const lines = new LineTable(text);
      if (text.length > 10_000 && text.length / lines.count > MINIFIED_AVERAGE)
        return windows("Looks minified. It was read as plain lines.");
      const definitions = this.#definitions(language, lines);
      if (definitions === null) return windows(`Parsing took longer than ${this.#budget} ms. It was read as plain lines.`);
      return {
        ...reading(fileName, language),
        passages: buildPassages(definitions, lines, fileName),
        symbols: definitions.map((definition) => symbolOf(definition, lines)),
      };
    } catch (error) {
      // The parser may be in any state now: the next file starts with a new one.
      this.close();
      return windows(`The ${language} parser failed (${messageOf(error)}). It was read as plain lines.`);
    }
  }

  close(): void {
    const parser = this.#parser;
    this.#parser = null;
    try {
      parser?.delete();
    } catch {
      // A trapped WebAssembly instance cannot free anything.
    }
  }

  #definitions(language: CodeLanguage, lines: LineTable): Definition[] | null {
    const grammar = loadGrammar(language, this.#grammars);
    let compiled = this.#compiled.get(language);
    if (compiled === undefined) this.#compiled.set(language, (compiled = compileRules(RULES[language], grammar)));
    const tree = this.#parse(grammar, lines.text);
    if (tree === null) return null;
    try {
      return findDefinitions(tree, compiled, lines);
    } finally {
      tree.delete();
    }
  }

  #parse(grammar: Language, text: string): Tree | null {
    this.#parser ??= new Parser();
    this.#parser.setLanguage(grammar);
    // What a file costs must not depend on what else the machine does: on a busy one it would lose its symbols. The time that passes is never
    // less and cheaper to ask for.
    const { now, busy } = this.#clocks;
    const end = now() + this.#budget;
    const busyEnd = busy() + this.#budget;
    const tree = this.#parser.parse(text, null, { progressCallback: () => now() > end && busy() > busyEnd });
    // A stopped parse would be resumed with the next file's text.
    if (tree === null) this.#parser.reset();
    return tree;
  }
}

/** Processor time of this thread. An older Node does not tell: there, the time that passes. */
function threadMilliseconds(): number {
  if (!("threadCpuUsage" in process)) return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const reading = (title: string, language: string | null): SourceReading => ({
  kind: "code",
  title,
  date: null,
  language,
  passages: [],
  session: null,
  belief: null,
  symbols: [],
  problems: [],
});

function symbolOf(definition: Definition, lines: LineTable): CodeSymbol {
  const { name, qualifiedName, kind, signature, doc, declarationStart, declarationEnd } = definition;
  let last = declarationEnd;
  while (last > declarationStart + 1 && lines.isBlankBetween(last - 1, last)) last -= 1;
  return {
    name,
    qualifiedName,
    kind,
    signature,
    doc,
    lines: { start: lines.lineAt(declarationStart) + 1, end: lines.lineAt(last - 1) + 1 },
  };
}
