import { describe, expect, test } from "vitest";
import { askingWords, isStopWord } from "../../../src-main/core/analysis/stop-words.ts";

const left = (text: string): string => {
  const words = text.split(" ");
  return words.slice(askingWords(words)).join(" ");
};

describe("words that only ask", () => {
  test("go from the beginning where somebody is spoken to, or a question follows", () => {
    expect(left("can you tell me retry limits")).toBe("retry limits");
    expect(left("I want to know why the queue is bounded")).toBe("queue is bounded");
    expect(left("Please show me the parser")).toBe("parser");
    expect(left("help me find the parser")).toBe("parser");
    expect(left("explain how retries back off")).toBe("retries back off");
  });

  test("stay where they may name something", () => {
    for (const text of ["show command", "explain flag of the planner", "find files by name", "find_user help text", "need help text"])
      expect(left(text)).toBe(text);
  });

  test("stay when nothing else is left, and further on in the query", () => {
    for (const text of ["tell me", "show me how", "parser that tells me why", ""]) expect(left(text)).toBe(text);
  });
});

test("a question word is a stop word in any case, with any apostrophe; a name is not", () => {
  expect(["How", "what’s", "don't", "the"].every(isStopWord)).toBe(true);
  expect(["find", "get", "first", "value"].some(isStopWord)).toBe(false);
});
