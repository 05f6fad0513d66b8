import { describe, expect, it } from "vitest";
import { symbolNamed } from "../../../src-main/core/ledger/naming.ts";

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
  ])("%s in “%s”: %s", (name, text, is) => {
    expect(symbolNamed(name).test(text)).toBe(is);
  });
});
