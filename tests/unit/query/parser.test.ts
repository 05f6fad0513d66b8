import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QueryNode } from "../../../src-shared/query/ast.ts";
import { formatQuery } from "../../../src-shared/query/format.ts";
import { MAX_QUERY_LENGTH } from "../../../src-shared/query/lexer.ts";
import { parseQuery } from "../../../src-shared/query/parser.ts";
import { hostileQuery } from "./hostile-query.ts";

/** The tree without positions, as nested arrays that are easy to read in an assertion. */
function shape(node: QueryNode | null): unknown {
  if (node === null) return null;
  switch (node.kind) {
    case "word":
      return node.text;
    case "phrase":
      return { phrase: node.text };
    case "regex":
      return { regex: node.source, flags: node.flags };
    case "field":
      return { [node.field]: node.values };
    case "not":
      return { not: shape(node.operand) };
    default:
      return [node.kind, ...node.operands.map(shape)];
  }
}
const parsed = (text: string): unknown => shape(parseQuery(text).root);
const codes = (text: string): string[] => parseQuery(text).notes.map((note) => note.code);

describe("parseQuery", () => {
  it("reads words, phrases and negation", () => {
    expect(parsed("")).toBeNull();
    expect(parsed("  \t ")).toBeNull();
    expect(parsed("session")).toBe("session");
    expect(parsed('read "whole session" -draft')).toEqual(["and", "read", { phrase: "whole session" }, { not: "draft" }]);
    expect(parsed('-"not this"')).toEqual({ not: { phrase: "not this" } });
    expect(parsed('"say \\"hi\\" to C:\\new"')).toEqual({ phrase: 'say "hi" to C:\\new' });
  });

  it("reads every field, aliases and synonyms, in any case", () => {
    expect(parsed("repo:patina path:src/retrieval lang:rust type:code kind:fn symbol:open session:2026 commit:acb8")).toEqual([
      "and",
      { repo: ["patina"] },
      { path: ["src/retrieval"] },
      { lang: ["rust"] },
      { type: ["code"] },
      { kind: ["function"] },
      { symbol: ["open"] },
      { session: ["2026"] },
      { commit: ["acb8"] },
    ]);
    expect(parsed("FILE:a until:2026-01-01 since:7d TYPE:Docs")).toEqual([
      "and",
      { path: ["a"] },
      { before: ["2026-01-01"] },
      { after: ["7d"] },
      { type: ["doc"] },
    ]);
    expect(parsed("author:ann branch:main agent:claude role:user tag:v1 has:commits is:starred sort:newest count:20")).toEqual([
      "and",
      { author: ["ann"] },
      { branch: ["main"] },
      { agent: ["claude"] },
      { role: ["user"] },
      { tag: ["v1"] },
      { has: ["commit"] },
      { is: ["starred"] },
      { sort: ["newest"] },
      { count: ["20"] },
    ]);
  });

  it("reads lists, quoted values and negated fields", () => {
    expect(parsed("type:code,doc|session")).toEqual({ type: ["code", "doc", "session"] });
    expect(parsed('repo:"my repo",other')).toEqual({ repo: ["my repo", "other"] });
    expect(parsed("-path:test")).toEqual({ not: { path: ["test"] } });
    expect(parsed("path:a,b")).toEqual({ path: ["a,b"] });
  });

  it("reads dates of several words without quotes", () => {
    expect(parsed("after:last week cache")).toEqual(["and", { after: ["last week"] }, "cache"]);
    expect(parsed("since:3 days ago cache")).toEqual(["and", { after: ["3 days ago"] }, "cache"]);
    expect(parsed("after:last weekend")).toBe("weekend");
    expect(codes("after:last weekend")).toEqual(["bad-value"]);
  });

  it("binds words tighter than OR and takes parentheses and expressions", () => {
    expect(parsed("a b OR c")).toEqual(["or", ["and", "a", "b"], "c"]);
    expect(parsed("a AND b OR c AND (d)")).toEqual(["or", ["and", "a", "b"], ["and", "c", "d"]]);
    expect(parsed("a (b OR c)")).toEqual(["and", "a", ["or", "b", "c"]]);
    expect(parsed("-(a OR b) /ab+c/i")).toEqual(["and", { not: ["or", "a", "b"] }, { regex: "ab+c", flags: "i" }]);
    expect(parsed("((a))")).toBe("a");
    expect(parsed("a or b")).toEqual(["and", "a", "or", "b"]);
  });

  it("keeps what developers paste as words", () => {
    for (const word of [
      "DatabaseBackend::open",
      "std::path::Path",
      "path::join",
      "https://example.org/a?b=c",
      "C:\\x",
      "--no-verify",
      "->",
      "/usr/bin/env",
      "src/a.rs",
      "main()",
      "f(g(x))",
      "a-b",
      "don't",
      "feat:",
      "-",
      "12:30",
    ]) {
      expect(parsed(word), word).toBe(word);
      expect(codes(word), word).toEqual([]);
    }
    expect(parsed("open(path, mode)")).toEqual(["and", "open", "path,", "mode"]);
  });

  it("leaves an unknown field a word and says where", () => {
    const query = parseQuery("find colour:red");
    expect(shape(query.root)).toEqual(["and", "find", "colour:red"]);
    expect(query.notes).toEqual([
      { severity: "note", code: "unknown-field", message: "There is no field colour:, searched as a word", span: { start: 5, end: 12 } },
    ]);
  });

  it("leaves out what cannot be read and says so", () => {
    expect(parsed("type:banana cache")).toBe("cache");
    expect(codes("type:banana cache")).toEqual(["bad-value"]);
    expect(parsed("type:code,banana")).toEqual({ type: ["code"] });
    expect(codes("before:2026-02-31")).toEqual(["bad-value"]);
    expect(codes("count:0")).toEqual(["bad-value"]);
    expect(codes("type:")).toEqual(["missing-value"]);
    expect(codes('"open')).toEqual(["unclosed-quote"]);
    expect(codes('""')).toEqual(["empty-phrase"]);
    expect(codes("a OR")).toEqual(["dangling-or"]);
    expect(codes("OR a")).toEqual(["dangling-or"]);
    expect(codes("(a")).toEqual(["unclosed-group"]);
    expect(codes("a) b")).toEqual(["stray-paren"]);
    expect(codes("a ()")).toEqual(["empty-group"]);
    expect(codes("a -OR")).toEqual([]);
    for (const query of ["AND", "a AND", "AND a", "a AND OR b", "(a AND) b"]) expect(codes(query)).toEqual(["dangling-or"]);
    expect(codes("a -AND and b")).toEqual([]);
    expect(codes("-type: a")).toEqual(["dangling-minus", "missing-value"]);
    expect(parsed("/[/")).toBe("/[/");
    expect(codes("/[/")).toEqual(["bad-regex"]);
  });

  it("tells who writes NOT how to leave out, and searches it as a word, as in a pasted statement", () => {
    expect(parseQuery("a NOT lamp").notes).toMatchObject([
      { code: "not-word", message: "NOT is searched as a word. -lamp leaves lamp out", span: { start: 2, end: 5 } },
    ]);
    expect(parsed("IF NOT EXISTS")).toEqual(["and", "IF", "NOT", "EXISTS"]);
    for (const query of ["IF NOT EXISTS", "NOT", "not lamp", "NOT -lamp"]) expect(codes(query)).toEqual([]);
  });

  it("gives each node its place", () => {
    const root = parseQuery('aa -path:x "b c"').root;
    expect(root?.kind).toBe("and");
    if (root?.kind !== "and") return;
    expect(root.span).toEqual({ start: 0, end: 16 });
    expect(root.operands.map((node) => node.span)).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 10 },
      { start: 11, end: 16 },
    ]);
  });

  it("bounds length and depth", () => {
    expect(codes("(".repeat(5000) + "a")).toContain("too-deep");
    expect(parsed("(".repeat(5000) + "a")).toBe("a");
    const long = "x ".repeat(MAX_QUERY_LENGTH);
    expect(codes(long)).toEqual(["too-long"]);
  });

  it("never throws, and every position is inside the text", () => {
    fc.assert(
      fc.property(fc.oneof(hostileQuery, fc.string({ unit: "binary" }), fc.string()), (text) => {
        const query = parseQuery(text);
        const inside = (span: { start: number; end: number }): void => {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        };
        const walk = (node: QueryNode): void => {
          inside(node.span);
          if (node.kind === "not") walk(node.operand);
          if (node.kind === "and" || node.kind === "or") {
            expect(node.operands.length).toBeGreaterThan(1);
            for (const operand of node.operands) {
              expect(operand.kind).not.toBe(node.kind);
              walk(operand);
            }
          }
          if (node.kind === "word") expect(text.slice(node.span.start, node.span.end)).toBe(node.text);
        };
        if (query.root !== null) walk(query.root);
        for (const note of query.notes) inside(note.span);
      }),
      { numRuns: 2000 },
    );
  });

  it("comes back the same from its own canonical text", () => {
    fc.assert(
      fc.property(fc.oneof(hostileQuery, fc.string()), (text) => {
        const first = parseQuery(text).root;
        const canonical = formatQuery(first);
        const second = parseQuery(canonical).root;
        expect(shape(second)).toEqual(shape(first));
        expect(formatQuery(second)).toBe(canonical);
      }),
      { numRuns: 3000 },
    );
  });
});
