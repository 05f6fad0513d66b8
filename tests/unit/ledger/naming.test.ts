import { describe, expect, it } from "vitest";
import { symbolNamed, wholeWord } from "../../../src-main/core/ledger/naming.ts";

describe("a symbol named in prose", () => {
  it.each([
    ["rotateLamp", "we call rotateLamp twice", true],
    ["rotateLamp", "rotateLamps", false],
    ["Lamp::open_gate", "see open_gate here", true],
    ["run", "always run it first", false],
    ["run", "~/.patina/run/mother.pid", false],
    ["run", "`cargo run`", false],
    ["run", "then `run` decides", true],
    ["Scraper.run", "calls run(full)", true],
    ["run", "calls rerun(full)", false],
    ["run", "scrape::run starts", true],
    ["Store", "Store it there", false],
    ["Store", "`Store` holds it", true],
    ["--rail-width", "set --rail-width to 4", true],
  ])("%s in “%s”: %s", (name, text, is) => {
    expect(symbolNamed(name).test(text)).toBe(is);
  });
});

describe("a file named in prose", () => {
  it.each([
    ["line-history.ts", "see src/git/line-history.ts:12", true],
    ["line-history.ts", "see outline-history.ts", false],
    ["line-history.ts", "the line history", false],
    ["a+b (c).md", "in a+b (c).md it says", true],
    ["lamp.ts", "lamp.tsx", false],
  ])("%s in “%s”: %s", (name, text, is) => {
    expect(wholeWord(name).test(text)).toBe(is);
  });
});
