import type { ResultType } from "../../../src-shared/domain/index.ts";
import { stem } from "../analysis/stem.ts";

/** What kind of answer a question asks for, as far as its words tell. */
export interface Asks {
  /** Why, when, who, what did we: what people thought and did, which is in notes and not in code. */
  readonly people: boolean;
  /** The question is about tests. */
  readonly tests: boolean;
  /** Kinds of result that the question names. */
  readonly types: ReadonlySet<ResultType>;
}

const PEOPLE: ReadonlySet<string> = new Set(["why", "when", "who", "we", "did", "was", "were", "should"]);

const NAMED: Readonly<Record<string, ResultType>> = {
  [stem("decision")]: "decision",
  [stem("decide")]: "decision",
  [stem("pattern")]: "pattern",
  [stem("challenge")]: "challenge",
  [stem("belief")]: "belief",
  [stem("commit")]: "commit",
  [stem("session")]: "session",
};

const TEST = stem("test");

/** @param words as typed, those that only help to ask included */
export function askedFor(words: readonly string[]): Asks {
  const types = new Set<ResultType>();
  let people = false;
  let tests = false;
  for (const word of words) {
    const lower = word.toLowerCase().replace(/[^a-z]+$/, "");
    people ||= PEOPLE.has(lower);
    const key = stem(lower);
    tests ||= key === TEST;
    const type = Object.hasOwn(NAMED, key) ? NAMED[key] : undefined;
    if (type !== undefined) types.add(type);
  }
  return { people: people && words.length > 1, tests, types };
}
