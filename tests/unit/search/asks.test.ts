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

  test("a kind of result may be named, in any form", () => {
    expect([...asks("decisions about caching").types]).toEqual(["decision"]);
    expect([...asks("what did we decide, and which pattern?").types]).toEqual(["decision", "pattern"]);
    expect(asks("constructor toString").types.size).toBe(0);
  });
});
