import { useEffect, useRef, useState } from "react";
import { grammarOf } from "./grammars.ts";
import type { CodeToken } from "./segments.ts";
import { openTokens } from "./token-session.ts";

/** Lines coloured in one go: few enough that another text's colours never wait long. */
const CHUNK = 100;

type Tokens = readonly (readonly CodeToken[])[];
const NONE: Tokens = [];

/**
 * Colours of a text's lines: empty at first, then filled from the top, off the page's thread, up to line `until`. A line that is
 * not there yet is shown plain.
 */
export function useTokens(lines: readonly string[], language: string | null, until = lines.length): Tokens {
  const [state, setState] = useState<{ readonly lines: readonly string[]; readonly tokens: Tokens }>({ lines, tokens: NONE });
  const grammar = grammarOf(language);
  const goal = useRef(until);
  const wake = useRef<() => void>(() => undefined);

  useEffect(() => {
    goal.current = until;
    wake.current();
  }, [until]);

  useEffect(() => {
    if (grammar === null || lines.length === 0) return undefined;
    const session = openTokens(grammar);
    let ended = false;
    let isBusy = false;
    let tokens: Tokens = NONE;
    const run = async (): Promise<void> => {
      if (isBusy) return;
      isBusy = true;
      while (!ended && tokens.length < Math.min(lines.length, goal.current)) {
        const more = await session.next(lines.slice(tokens.length, tokens.length + CHUNK));
        if (ended || more === null || more.length === 0) return;
        tokens = [...tokens, ...more];
        setState({ lines, tokens });
      }
      isBusy = false;
    };
    wake.current = () => void run();
    void run();
    return () => {
      ended = true;
      wake.current = () => undefined;
      session.close();
    };
  }, [grammar, lines]);

  return state.lines === lines ? state.tokens : NONE;
}
