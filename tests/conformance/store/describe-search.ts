import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src-main/core/analysis/analyser.ts";
import type { LexicalExpression, SearchFilter } from "../../../src-main/core/store/knowledge-store.ts";
import { documentId } from "../../../src-main/core/indexer/identity.ts";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { code, commit, draft, file, OTHER, REPOSITORY, sessionFile } from "./library.ts";

const WEIGHTS = { title: 4, symbol: 6, path: 2, text: 1 };
const term = (token: string): LexicalExpression => ({ op: "term", token });
const named = (token: string): LexicalExpression => ({ op: "term", token, column: "name" });

export function describeSearch(column: Column): void {
  describe("search", () => {
    const { store } = benchOf(column);

    async function texts(expression: LexicalExpression, filter: SearchFilter = {}): Promise<string[]> {
      const found = await store().lexicalCandidates({ level: "passage", expression, filter, weights: WEIGHTS, limit: 50 });
      expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
      return (await store().readPassages(found.map(({ passageId }) => passageId ?? 0))).map(({ text }) => text);
    }

    test("combines words as the expression says", async () => {
      await store().replaceDocuments([file("a.md", [draft("red lamp"), draft("red door"), draft("blue lamp door")])]);
      const sorted = async (expression: LexicalExpression) => (await texts(expression)).toSorted();
      expect(await sorted(term("red"))).toEqual(["red door", "red lamp"]);
      expect(await sorted({ op: "and", operands: [term("red"), term("lamp")] })).toEqual(["red lamp"]);
      expect(await sorted({ op: "or", operands: [term("blue"), term("red")] })).toHaveLength(3);
      expect(await sorted({ op: "and-not", left: term("lamp"), right: term("blue") })).toEqual(["red lamp"]);
      expect(await sorted({ op: "phrase", tokens: ["lamp", "door"] })).toEqual(["blue lamp door"]);
      expect(await sorted({ op: "phrase", tokens: ["door", "lamp"] })).toEqual([]);
      expect(await sorted({ op: "term", token: "la", prefix: true })).toEqual(["blue lamp door", "red lamp"]);
      expect(await sorted({ op: "term", token: "red", column: "path" })).toEqual([]);
      expect(await sorted({ op: "and", operands: [] })).toEqual([]);
      expect(await sorted(term(""))).toEqual([]);
    });

    test("finds text of every script, by its own analysis", async () => {
      for (const [index, text] of [
        "größenordnung",
        "漢字検索",
        "हिन्दी भाषा",
        "naïve Ωmega",
        "O'Reilly's \"quote\"",
        "a-b_c::d",
      ].entries()) {
        await store().replaceDocuments([file(`${index}.md`, [draft(text, { title: "" })])]);
        const tokens = analyse(text);
        expect(tokens.length, text).toBeGreaterThan(0);
        expect(await texts({ op: "and", operands: tokens.map(term) }), text).toEqual([text]);
      }
    });

    test("never takes a token for syntax", async () => {
      await store().replaceDocuments([file("a.md", [draft("plain words")])]);
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 20 }), async (token) => {
          const found = await texts({
            op: "or",
            operands: [term(token), { op: "term", token, prefix: true }, { op: "phrase", tokens: [token, token] }],
          });
          expect(found.every((text) => text === "plain words")).toBe(true);
        }),
        { numRuns: 40 },
      );
    });

    test("scores only what is within a scope, and scores it the same", async () => {
      await store().replaceDocuments([
        file("a.md", [draft("rope lantern hook", { title: "Ropes" })]),
        file("b.md", [draft("lantern and chain", { title: "Knots" })]),
        file("c.md", [draft("rope and nothing else", { title: "Chains" })]),
      ]);
      const some: LexicalExpression = { op: "or", operands: [term("rope"), term("lantern")] };
      for (const level of ["passage", "document"] as const) {
        const query = { level, expression: some, filter: {}, weights: WEIGHTS, limit: 10 } as const;
        const all = await store().lexicalCandidates(query);
        expect(all).toHaveLength(3);
        const within: LexicalExpression = { op: "or", operands: [named("chain"), term("hook")] };
        const scoped = await store().lexicalCandidates({ ...query, within });
        // "chain" stands in the text of one and in the name of another: only the name counts.
        const names = ["a.md", "c.md"].map((path) => documentId(REPOSITORY.id, path));
        expect(scoped).toEqual(all.filter((one) => names.includes(one.documentId)));
        const filtered = await store().lexicalCandidates({ ...query, within, filter: { paths: { include: ["c.md"], exclude: [] } } });
        expect(filtered.map((one) => one.documentId)).toEqual([documentId(REPOSITORY.id, "c.md")]);
      }
    });

    test("counts what matches, up to a cap", async () => {
      await store().replaceDocuments([
        file("a.md", [draft("rope", { title: "Knot" }), draft("rope hook", { title: "Knot" }), draft("knot", { title: "Rope" })]),
      ]);
      expect(await store().countMatches([term("rope"), term("hook"), term("absent"), named("rope"), term("not a token")], 10)).toEqual([
        3, 1, 0, 1, 0,
      ]);
      expect(await store().countMatches([term("rope"), term("hook")], 2)).toEqual([2, 1]);
      expect(await store().countMatches([], 2)).toEqual([]);
    });

    test("ranks a title above a mention, and whole documents too", async () => {
      const [title, mention] = [
        draft("about ropes", { title: "Lantern" }),
        draft("a rope, a lantern, a hook, a chain", { title: "Ropes" }),
      ];
      await store().replaceDocuments([file("a.md", [mention]), file("b.md", [title])]);
      expect((await texts(term("lantern")))[0]).toBe("about ropes");
      const documents = await store().lexicalCandidates({
        level: "document",
        expression: term("lantern"),
        filter: {},
        weights: WEIGHTS,
        limit: 5,
      });
      expect(documents).toHaveLength(2);
      expect(documents[0]).toMatchObject({ passageId: null, type: null });
    });

    test("filters by every field, both ways", async () => {
      await store().replaceDocuments([
        file("docs/guide.md", [draft("shared guide", { date: "2026-01-10T00:00:00Z" })]),
        code("src/Lamp.rs", ["shared"], {}),
        sessionFile("20260204-213118", {
          observations: [
            {
              index: 0,
              kind: "decision",
              label: "x",
              title: "t",
              markdown: "shared decision",
              entryIndex: null,
              lines: { start: 1, end: 1 },
            },
          ],
        }),
        file("docs/guide.md", [draft("shared elsewhere")], { repository: OTHER }),
      ]);
      await store().writeCommits(REPOSITORY.id, [commit("abcd", "shared commit", { files: [] })]);
      const found = async (filter: SearchFilter) => (await texts(term("share"), filter)).toSorted();
      const only = (include: string[]) => ({ include, exclude: [] });
      const not = (exclude: string[]) => ({ include: [], exclude });
      expect(await found({})).toHaveLength(5);
      expect(await found({ repositories: only([OTHER.id]) })).toEqual(["shared elsewhere"]);
      expect(await found({ repositories: not([OTHER.id]) })).toHaveLength(4);
      expect(await found({ types: { include: ["decision", "commit"], exclude: [] } })).toEqual(["shared commit", "shared decision"]);
      expect(await found({ types: { include: [], exclude: ["doc"] } })).toHaveLength(3);
      expect(await found({ paths: only(["LAMP"]) })).toHaveLength(1);
      expect(await found({ paths: only(["docs/*.md"]), repositories: only([REPOSITORY.id]) })).toEqual(["shared guide"]);
      expect(await found({ paths: not(["**/guide.md"]) })).toHaveLength(3);
      expect(await found({ paths: only(["[", "'"]) })).toEqual([]);
      expect(await found({ languages: only(["Rust"]) })).toHaveLength(1);
      expect(await found({ languages: not(["rust"]), types: { include: ["code"], exclude: [] } })).toEqual([]);
      expect(await found({ symbolKinds: { include: ["function"], exclude: [] } })).toHaveLength(1);
      expect(await found({ sessions: only(["20260204"]) })).toEqual(["shared decision"]);
      expect(await found({ agents: only(["claude"]) })).toEqual(["shared decision"]);
      expect(await found({ agents: not(["claude"]) })).toHaveLength(4);
      expect(await found({ commits: only(["ABCD"]) })).toEqual(["shared commit"]);
      expect(await found({ after: "2026-01-10T00:00:00Z", before: "2026-01-11T00:00:00Z" })).toEqual(["shared guide"]);
      expect(await store().countScope({ repositories: only([OTHER.id]) }, 100)).toBe(1);
      expect(await store().countScope({}, 3)).toBe(3);
      const all = (await store().newestCandidates({}, 50)).map(({ passageId }) => passageId ?? 0);
      expect(all).toHaveLength(5);
      const kept = await store().filterPassages(all, { types: { include: ["doc"], exclude: [] } });
      expect(kept.map(({ passageId }) => passageId)).toEqual(all.filter((id) => kept.some((one) => one.passageId === id)));
      expect(kept).toHaveLength(2);
    });

    test("lists the newest without words", async () => {
      await store().replaceDocuments([
        file("a.md", [draft("old", { date: "2025-01-01T00:00:00Z" }), draft("new", { date: "2026-01-01T00:00:00Z" })]),
      ]);
      const found = await store().newestCandidates({}, 1);
      expect((await store().readPassages([found[0]?.passageId ?? 0]))[0]?.text).toBe("new");
    });

    test("counts facets, and says when it stopped", async () => {
      await store().replaceDocuments([
        file("a.md", [draft("red one"), draft("red two")]),
        code("b.rs", ["red"]),
        sessionFile("20260204-213118"),
      ]);
      const counted = await store().facetCounts({ expression: term("red"), filter: {}, cap: 100 });
      expect(counted).toEqual({
        types: { doc: 2, code: 1 },
        repositories: { [REPOSITORY.id]: 3 },
        languages: { markdown: 2, rust: 1 },
        agents: {},
        capped: false,
        last: null,
      });
      const first = await store().facetCounts({ expression: term("red"), filter: {}, cap: 2, after: -1 });
      const rest = await store().facetCounts({ expression: term("red"), filter: {}, cap: 2, after: first.last ?? -1 });
      expect([first.capped, rest.capped, rest.last]).toEqual([true, false, null]);
      expect([first, rest].map(({ repositories }) => repositories[REPOSITORY.id])).toEqual([2, 1]);
      expect(await store().facetCounts({ expression: null, filter: {}, cap: 2 })).toMatchObject({ capped: true });
      expect((await store().facetCounts({ expression: null, filter: {}, cap: 100 })).agents).toEqual({ Claude: 1 });
      expect(await store().facetCounts({ expression: term(""), filter: {}, cap: 10 })).toMatchObject({ types: {} });
    });

    test("completes field values", async () => {
      await store().replaceDocuments([
        code("src/a.rs", ["x"]),
        file("docs/b.md", [draft("y")]),
        sessionFile("20260204-213118", { branch: "feature/Lamp" }),
      ]);
      await store().writeCommits(REPOSITORY.id, [commit("abcd", "z")]);
      expect(await store().fieldValues("lang", "ru", 5)).toEqual(["rust"]);
      expect(await store().fieldValues("repo", "LIGHT", 5)).toEqual(["lighthouse"]);
      expect(await store().fieldValues("kind", "", 5)).toEqual(["function"]);
      expect(await store().fieldValues("agent", "cl", 5)).toEqual(["claude"]);
      expect(await store().fieldValues("branch", "feature", 5)).toEqual(["feature/Lamp"]);
      expect(await store().fieldValues("author", "ada", 5)).toEqual(["Ada"]);
      expect(await store().fieldValues("session", "2026", 5)).toEqual(["20260204-213118"]);
      expect(await store().fieldValues("path", "b.md", 5)).toEqual(["docs/b.md"]);
      expect(await store().fieldValues("path", "%", 5)).toEqual([]);
    });

    test("reads passages and tokens in the order asked, leaving out what is gone", async () => {
      const { passages } = file("a.md", [draft("one"), draft("two"), draft("three")]);
      await store().replaceDocuments([file("a.md", [draft("one"), draft("two"), draft("three")])]);
      const ids = [passages[2]?.id ?? 0, 99, passages[0]?.id ?? 0];
      expect((await store().readPassages(ids)).map(({ text }) => text)).toEqual(["three", "one"]);
      expect((await store().readTokens(ids)).map(({ id }) => id)).toEqual([ids[0], ids[2]]);
      expect(await store().readPassages([])).toEqual([]);
      const paged = await store().passageTokens(-1, 2);
      const rest = await store().passageTokens(paged.at(-1)?.id ?? 0, 10);
      expect([...paged, ...rest].map(({ id }) => id)).toEqual(passages.map(({ id }) => id).toSorted((a, b) => a - b));
    });
  });
}
