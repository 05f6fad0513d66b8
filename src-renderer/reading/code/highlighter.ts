import type { GrammarState, HighlighterCore } from "shiki/types";
import { loadGrammar } from "./grammars.ts";
import type { CodeToken } from "./segments.ts";
import { SYNTAX_THEME, SYNTAX_TONES } from "./syntax-theme.ts";

/** Longer lines (minified code, data) are shown without colours. */
const MAX_COLOURED_LINE = 2_000;
/** Per line. A grammar's first lines compile its expressions, which takes up to a tenth of a second a line (TypeScript). */
const LINE_TIME_LIMIT_MS = 500;

let starting: Promise<HighlighterCore> | undefined;
const loaded = new Map<string, Promise<void>>();
const TONES: ReadonlySet<string> = new Set(SYNTAX_TONES);

/** Shiki's core with the JavaScript regular expression engine (no WebAssembly): loaded when code is first shown. */
function highlighter(): Promise<HighlighterCore> {
  starting ??= Promise.all([import("shiki/core"), import("shiki/engine/javascript")]).then(([core, engine]) =>
    core.createHighlighterCore({ engine: engine.createJavaScriptRegexEngine({ forgiving: true }), themes: [SYNTAX_THEME], langs: [] }),
  );
  return starting;
}

/** Tokenises a file in pieces: each call continues where the one before ended. */
export interface Tokeniser {
  next(lines: readonly string[]): CodeToken[][];
}

/** A tokeniser for a grammar id of `grammarOf`. */
export async function createTokeniser(grammar: string): Promise<Tokeniser> {
  const shiki = await highlighter();
  let loading = loaded.get(grammar);
  if (loading === undefined) {
    loading = loadGrammar(grammar).then((registration) => shiki.loadLanguage(registration));
    loaded.set(grammar, loading);
  }
  await loading;
  let state: GrammarState | undefined;
  return {
    next(lines) {
      const tokens = shiki.codeToTokensBase(lines.join("\n"), {
        lang: grammar,
        theme: SYNTAX_THEME.name ?? "",
        tokenizeMaxLineLength: MAX_COLOURED_LINE,
        tokenizeTimeLimit: LINE_TIME_LIMIT_MS,
        ...(state === undefined ? {} : { grammarState: state }),
      });
      state = shiki.getLastGrammarState(tokens);
      return tokens.map((line) => line.map((token) => ({ text: token.content, tone: toneOf(token.color) })));
    },
  };
}

function toneOf(color: string | undefined): string {
  const name = color?.toLowerCase() ?? "";
  return TONES.has(name) ? name : "";
}
