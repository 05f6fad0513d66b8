import { useEffect, useState } from "react";
import { grammarOf } from "./grammars.ts";
import { createTokeniser } from "./highlighter.ts";
import type { CodeToken } from "./segments.ts";

/** Lines coloured in one go, so that scrolling and typing never wait. The first are few: they compile the grammar's expressions. */
const FIRST_CHUNK = 4;
const CHUNK = 100;

/**
 * Colours of a file's lines: empty at first, then filled from the top in idle moments. A line that is not there yet is shown plain.
 */
export function useTokens(lines: readonly string[], language: string | null): readonly (readonly CodeToken[])[] {
  const [state, setState] = useState<{ lines: readonly string[]; tokens: readonly (readonly CodeToken[])[] }>({ lines, tokens: [] });
  const grammar = grammarOf(language);

  useEffect(() => {
    if (grammar === null || lines.length === 0) return undefined;
    let ended = false;
    let handle = 0;
    let chunk = FIRST_CHUNK;
    const tokens: CodeToken[][] = [];
    void createTokeniser(grammar).then(
      (tokeniser) => {
        const step = (deadline: IdleDeadline) => {
          do {
            tokens.push(...tokeniser.next(lines.slice(tokens.length, tokens.length + chunk)));
            chunk = Math.min(CHUNK, chunk * 2);
          } while (tokens.length < lines.length && deadline.timeRemaining() > 8);
          if (ended) return;
          setState({ lines, tokens: [...tokens] });
          if (tokens.length < lines.length) handle = requestIdleCallback(step, { timeout: 200 });
        };
        if (!ended) handle = requestIdleCallback(step, { timeout: 50 });
      },
      // A grammar that cannot be loaded leaves the text plain; nothing else depends on it.
      () => undefined,
    );
    return () => {
      ended = true;
      cancelIdleCallback(handle);
    };
  }, [grammar, lines]);

  return state.lines === lines ? state.tokens : NONE;
}

const NONE: readonly (readonly CodeToken[])[] = [];
