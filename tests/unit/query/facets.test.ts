import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldsOf, setField, valuesOf, withoutField, withoutFields } from "../../../src-shared/query/facets.ts";
import { hostileQuery } from "./hostile-query.ts";

describe("facets", () => {
  it("sets and takes out values", () => {
    expect(setField("a OR b", "type", ["code"])).toBe("(a OR b) type:code");
    expect(setField("", "repo", ["my repo"])).toBe('repo:"my repo"');
    expect(withoutField("cache type:code,doc x", "type", "code")).toBe("cache type:doc x");
    expect(withoutField("cache type:code x", "type", "code")).toBe("cache x");
    expect(withoutField("type:code cache type:doc", "type")).toBe("cache");
    expect(withoutField("cache -type:code", "type")).toBe("cache -type:code");
    expect(setField("cache type:code,doc", "type", ["session"])).toBe("cache type:session");
    expect(setField("cache type:code,doc", "type", [])).toBe("cache");
    expect(setField("cache", "path", ["a", "b"])).toBe("cache path:a path:b");
  });

  it("reads values and leaves fields inside OR alone", () => {
    expect(valuesOf("type:code a type:doc,code -type:commit", "type")).toEqual(["code", "doc"]);
    expect(fieldsOf("a -lang:rust")).toEqual([{ field: "lang", values: ["rust"], negated: true, span: { start: 2, end: 12 } }]);
    expect(fieldsOf("type:code OR type:doc")).toEqual([]);
    expect(withoutFields('why "the cache" type:code -path:test')).toBe('why "the cache"');
  });

  it("keeps what it was given, whatever the rest of the query says", () => {
    fc.assert(
      fc.property(hostileQuery, fc.constantFrom("code", "doc", "session"), (text, value) => {
        const set = setField(text, "type", [value]);
        // An unclosed quote or parenthesis swallows what follows; that is what the person's own text says.
        fc.pre(!/["()\\]/.test(text));
        expect(valuesOf(set, "type")).toEqual([value]);
        expect(valuesOf(withoutField(set, "type", value), "type")).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
