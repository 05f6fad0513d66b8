import { describe, expect, test } from "vitest";
import { askedFor } from "../../../src-main/core/search/asks.ts";

const asks = (text: string) => askedFor(text.split(" "));

describe("askedFor", () => {
  test("why, when, who and we ask about people; how and where ask about the thing", () => {
    expect(asks("why did the build fail").people).toBe(true);
    expect(asks("should tests use mocks?").people).toBe(true);
    expect(asks("how does the build work").people).toBe(false);
    expect(asks("where is the parser").people).toBe(false);
  });

  test("one word alone is no question", () => {
    expect(asks("when").people).toBe(false);
  });

  test("when asks for a date before a past tense only", () => {
    expect(asks("when did we rename the parser").date).toBe(true);
    expect(asks("When was the queue bounded?").date).toBe(true);
    expect(asks("what happens when a line is empty").date).toBe(false);
  });

  test("a kind of result may be named, in any form", () => {
    expect([...asks("decisions about caching").types]).toEqual(["decision"]);
    expect([...asks("what did we decide, and which pattern?").types]).toEqual(["decision", "pattern"]);
    expect([...asks("what do we believe about caching").types]).toEqual(["belief"]);
    expect([...asks("documentation about retries").types]).toEqual(["doc"]);
    expect([...asks("where are retries implemented").types]).toEqual(["code"]);
    expect(asks("constructor toString").types.size).toBe(0);
  });

  test("a kind is asked for right behind which or what; a session stands for what is in it", () => {
    expect([...asks("which commit renamed the parser").asked]).toEqual(["commit"]);
    expect([...asks("in what session did we rename the parser").asked]).toEqual(["session", "decision", "challenge", "pattern"]);
    expect(asks("which function renames the parser").asked.size).toBe(0);
    expect(asks("what does a commit hold").asked.size).toBe(0);
    expect(asks("commit message parser").asked.size).toBe(0);
  });
});
