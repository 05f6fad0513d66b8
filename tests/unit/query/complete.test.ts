import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeQuery } from "../../../src-shared/query/complete.ts";
import { hostileQuery } from "./hostile-query.ts";

const labels = (text: string, cursor = text.length): string[] => completeQuery(text, cursor).items.map((item) => item.label);

describe("completeQuery", () => {
  it("offers fields for the word being typed", () => {
    expect(labels("ty")).toEqual(["type:"]);
    expect(labels("cache se")).toEqual(["session:"]);
    expect(labels("fi")).toEqual(["file:"]);
    expect(labels("-pa")).toEqual(["path:"]);
    expect(labels("cache ")).toEqual([]);
    expect(labels("(re")).toEqual(["repo:"]);
    expect(completeQuery("cache -pa", 9).replace).toEqual({ start: 7, end: 9 });
  });

  it("offers values after a known field", () => {
    expect(labels("type:co")).toEqual(["code", "commit"]);
    expect(labels("type:code,se")).toEqual(["session"]);
    expect(labels("type:code,doc,")).not.toContain("code");
    expect(completeQuery("type:code,se", 12).replace).toEqual({ start: 10, end: 12 });
    expect(completeQuery("after:la", 8).items.map((item) => item.insert)).toEqual(['"last week"', '"last month"']);
    expect(labels("type:co x", 7)).toEqual(["code", "commit"]);
  });

  it("asks the library for what only it knows", () => {
    expect(completeQuery("path:src/re", 11)).toEqual({
      replace: { start: 5, end: 11 },
      items: [],
      wanted: { field: "path", prefix: "src/re" },
    });
    expect(completeQuery('repo:"my re', 11).wanted).toEqual({ field: "repo", prefix: "my re" });
    expect(completeQuery("type:co", 7).wanted).toBeNull();
    expect(completeQuery("path::join", 10).wanted).toBeNull();
  });

  it("never throws and replaces only what stands before the cursor", () => {
    fc.assert(
      fc.property(hostileQuery, fc.integer({ min: -5, max: 200 }), (text, cursor) => {
        const { replace } = completeQuery(text, cursor);
        expect(replace.start).toBeGreaterThanOrEqual(0);
        expect(replace.end).toBeGreaterThanOrEqual(replace.start);
        expect(replace.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
