import { termsLike } from "../ops/lexical.ts";
import type { Connection } from "./connection.ts";
import { runRead } from "./run.ts";

type Term = ReturnType<typeof termsLike> extends Generator<unknown, readonly (infer T)[], never> ? T : never;

/** Some megabytes: more terms with one first letter than that are not worth keeping. */
const MOST = 50_000;
const ANY_LENGTH = 1_000_000;

/**
 * `termsLike`, which keeps the terms of the last first letter until the library changes: the index counts their passages as it goes through
 * them, whatever their lengths, and the next letter typed asks for terms that begin alike.
 */
export function keepTerms(connection: Connection): (token: string, lengthDifference: number) => readonly Term[] {
  let kept: { readonly first: string; readonly version: number; readonly terms: readonly (Term & { readonly length: number })[] } | null =
    null;

  return (token, lengthDifference) => {
    const first = String.fromCodePoint(token.codePointAt(0) ?? 0);
    const version = connection.database.pragma("data_version", { simple: true }) as number;
    if (kept?.first !== first || kept.version !== version) {
      const terms = runRead(connection, termsLike(token, ANY_LENGTH)).map((one) => ({ ...one, length: Array.from(one.term).length }));
      if (terms.length > MOST) return termsNear(terms, token, lengthDifference);
      kept = { first, version, terms };
    }
    return termsNear(kept.terms, token, lengthDifference);
  };
}

function termsNear(terms: readonly (Term & { readonly length: number })[], token: string, lengthDifference: number): readonly Term[] {
  const length = Array.from(token).length;
  return terms.filter((one) => Math.abs(one.length - length) <= lengthDifference).map(({ term, passages }) => ({ term, passages }));
}
