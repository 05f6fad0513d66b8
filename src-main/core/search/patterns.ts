import { RE2JS } from "re2js";
import type { TextRange } from "../../../src-shared/contract/search.ts";
import type { RegexNode } from "../../../src-shared/query/ast.ts";

/** A regular expression that takes time linear in the text, whatever it is: RE2's automata do not backtrack. */
export interface Pattern {
  test(text: string): boolean;
  /** Not overlapping, in order, none empty; at most a thousand. */
  ranges(text: string): TextRange[];
}

const MOST_RANGES = 1000;

/** Null when RE2 cannot read it: look-around and back-references have no linear form, and counted repetition is limited. */
export function compilePattern({ source, flags }: Pick<RegexNode, "source" | "flags">): Pattern | null {
  let set = 0;
  if (flags.includes("i")) set |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes("m")) set |= RE2JS.MULTILINE;
  if (flags.includes("s")) set |= RE2JS.DOTALL;
  try {
    const compiled = RE2JS.compile(source, set);
    return {
      test: (text) => compiled.matcher(text).find(),
      ranges(text) {
        const found: TextRange[] = [];
        const matcher = compiled.matcher(text);
        while (found.length < MOST_RANGES && matcher.find()) {
          if (matcher.end() > matcher.start()) found.push({ start: matcher.start(), end: matcher.end() });
        }
        return found;
      },
    };
  } catch {
    return null;
  }
}
