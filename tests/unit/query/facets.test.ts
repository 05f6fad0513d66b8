import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldsOf, setField, valuesOf, withField, withoutField, withoutFields } from "../../../src-shared/query/facets.ts";
import { hostileQuery } from "./hostile-query.ts";

describe("facets", () => {
  it("adds, joins and takes out values", () => {
    expect(withField("cache", "type", "code")).toBe("cache type:code");
    expect(withField("cache type:code", "type", "doc")).toBe("cache type:code,doc");
    expect(withField("cache type:code", "type", "code")).toBe("cache type:code");
    expect(withField("", "repo", "my repo")).toBe('repo:"my repo"');
    expect(withField("path:a b", "path", "c")).toBe("path:a b path:c");
    expect(withField("a OR b", "type", "code")).toBe("(a OR b) type:code");
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
        const added = withField(text, "type", value);
        // An unclosed quote or parenthesis swallows what follows; that is what the person's own text says.
        fc.pre(!/["()\\]/.test(text));
        expect(valuesOf(added, "type")).toContain(value);
        expect(valuesOf(withoutField(added, "type", value), "type")).not.toContain(value);
        expect(valuesOf(setField(text, "type", [value]), "type")).toEqual([value]);
      }),
      { numRuns: 2000 },
    );
  });
});
