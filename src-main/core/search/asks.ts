import type { ResultType } from "../../../src-shared/domain/index.ts";
import { stem } from "../analysis/stem.ts";

/** What kind of answer a question asks for, as far as its words tell. */
export interface Asks {
  /** Why, when, who, what did we: what people thought and did, which is in notes and not in code. */
  readonly people: boolean;
  /** When did, when was: the answer has a date, as sessions and commits have. */
  readonly date: boolean;
  /** The question is about tests. */
  readonly tests: boolean;
  /** Kinds of result that the question names. */
  readonly types: ReadonlySet<ResultType>;
  /** Kinds that it asks for: `which commit …`, `in what session …`. */
  readonly asked: ReadonlySet<ResultType>;
}

const PEOPLE: ReadonlySet<string> = new Set(["why", "when", "who", "we", "did", "was", "were", "should"]);

/** Behind `when`; elsewhere that word tells a condition (`when a line is empty`). */
const PAST: ReadonlySet<string> = new Set(["did", "was", "were", "had", "have", "has"]);

const NAMED: Readonly<Record<string, ResultType>> = {
  [stem("decision")]: "decision",
  [stem("decide")]: "decision",
  [stem("pattern")]: "pattern",
  [stem("challenge")]: "challenge",
  [stem("belief")]: "belief",
  [stem("believe")]: "belief",
  [stem("commit")]: "commit",
  [stem("session")]: "session",
  [stem("documentation")]: "doc",
  [stem("docs")]: "doc",
  [stem("guide")]: "doc",
  [stem("manual")]: "doc",
  [stem("tutorial")]: "doc",
  [stem("readme")]: "doc",
  [stem("adr")]: "doc",
  [stem("implement")]: "code",
  [stem("implementation")]: "code",
  [stem("function")]: "code",
  [stem("method")]: "code",
  [stem("class")]: "code",
  [stem("struct")]: "code",
  [stem("trait")]: "code",
  // Where something is: in the code.
  [stem("where")]: "code",
};
/** What is found in a session is of these kinds. */
const IN_SESSION: readonly ResultType[] = ["session", "decision", "challenge", "pattern"];

const TEST = stem("test");

/** @param words as typed, those that only help to ask included */
export function askedFor(words: readonly string[]): Asks {
  const types = new Set<ResultType>();
  const asked = new Set<ResultType>();
  let before = "";
  let people = false;
  let date = false;
  let tests = false;
  for (const word of words) {
    const lower = word.toLowerCase().replace(/[^a-z]+$/, "");
    people ||= PEOPLE.has(lower);
    date ||= before === "when" && PAST.has(lower);
    const key = stem(lower);
    tests ||= key === TEST;
    const type = Object.hasOwn(NAMED, key) ? NAMED[key] : undefined;
    if (type !== undefined) {
      types.add(type);
      if (type !== "code" && (before === "which" || before === "what"))
        for (const one of type === "session" ? IN_SESSION : [type]) asked.add(one);
    }
    before = lower;
  }
  return { people: people && words.length > 1, date, tests, types, asked };
}
