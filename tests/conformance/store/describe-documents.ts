import { describe, expect, test } from "vitest";
import { documentId } from "../../../src-main/core/indexer/identity.ts";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { code, draft, file, OTHER, REPOSITORY } from "./library.ts";

/** Text that breaks careless quoting, decoding or copying. */
const HOSTILE = [
  `'; DROP TABLE passage; --`,
  `"quoted" \\ back\\slash % _ ? ?1 :name @at $dollar`,
  "NUL-free but \u0001\u0007\u001f control",
  "👩‍👩‍👧‍👦 \u{10FFFF} e\u0301 \u202eright-to-left\u202c",
  "漢字とかな 𠮷野家 हिन्दी",
  "line\r\nbreaks\n\nand\ttabs",
  " ".repeat(50),
  "x".repeat(200_000),
];

export function describeDocuments(column: Column): void {
  describe("documents", () => {
    const { store } = benchOf(column);

    test("finds the passages at lines of documents", async () => {
      const lines = (start: number, end: number) => ({ lines: { start, end } });
      await store().replaceDocuments([
        file("a.md", [draft("one", lines(1, 4)), draft("two", lines(6, 9)), draft("within", lines(7, 7))]),
        file("b.md", [draft("other", lines(1, 2))]),
      ]);
      const [a, b] = ["a.md", "b.md"].map((path) => documentId(REPOSITORY.id, path)) as [number, number];
      const at = [
        { documentId: b, line: 2 },
        { documentId: a, line: 7 },
        { documentId: a, line: 5 },
        { documentId: 404, line: 1 },
        { documentId: a, line: 1 },
      ];
      const found = await store().passagesAt(at);
      const texts = new Map((await store().readPassages(found)).map(({ id, text }) => [id, text]));
      expect(found.map((id) => texts.get(id))).toEqual(["other", "two", "one"]);
    });

    test("come back whole, passages in their own order", async () => {
      const write = file(
        "docs/a.md",
        [
          draft("second thing", { positionKey: "z" }),
          draft("first thing", { positionKey: "a", breadcrumb: ["Top", "Sub"], date: "2026-01-02T03:04:05Z" }),
        ],
        {
          document: { date: "2026-02-01T00:00:00Z", title: "A" },
        },
      );
      await store().replaceDocuments([write]);
      expect(await store().readDocument(write.document.id)).toEqual(write.document);
      expect(await store().findDocument(REPOSITORY.id, "docs/a.md")).toEqual(write.document);
      expect(await store().findDocument(OTHER.id, "docs/a.md")).toBeNull();
      expect(await store().readDocument(1)).toBeNull();
      const passages = await store().documentPassages(write.document.id);
      expect(passages.map(({ text }) => text)).toEqual(["second thing", "first thing"]);
      const { tokens: _tokens, digest: _digest, ...plain } = write.passages[1] ?? never();
      expect(passages[1]).toEqual({
        ...plain,
        repositoryId: REPOSITORY.id,
        path: "docs/a.md",
        documentKind: "doc",
        documentTitle: "A",
        language: "markdown",
        sessionId: null,
        documentDate: "2026-02-01T00:00:00Z",
      });
    });

    test("of hostile text come back as they were", async () => {
      const writes = HOSTILE.map((text, index) =>
        file(`h${index}/${text.slice(0, 60)}`, [draft(text, { title: text.slice(0, 100), breadcrumb: [text.slice(0, 100), "b"] })]),
      );
      await store().replaceDocuments(writes);
      for (const { document, passages } of writes) {
        expect(await store().findDocument(REPOSITORY.id, document.path)).toEqual(document);
        const [read] = await store().documentPassages(document.id);
        expect(read).toMatchObject({ text: passages[0]?.text, title: passages[0]?.title, breadcrumb: passages[0]?.breadcrumb });
        expect(await store().readTokens([passages[0]?.id ?? 0])).toEqual([
          { id: passages[0]?.id, documentId: passages[0]?.documentId, tokens: passages[0]?.tokens },
        ]);
      }
      expect(await store().check()).toEqual([]);
    });

    test("are replaced: what is gone is found no more, what stayed keeps its identity", async () => {
      const before = file("a.md", [draft("stays the same", { positionKey: "1" }), draft("goes away", { positionKey: "2" })]);
      await store().replaceDocuments([before]);
      const after = file("a.md", [
        draft("arrives new", { positionKey: "3" }),
        draft("stays the same", { positionKey: "1", lines: { start: 8, end: 9 } }),
      ]);
      await store().replaceDocuments([after]);
      const passages = await store().documentPassages(after.document.id);
      expect(passages.map(({ text }) => text)).toEqual(["arrives new", "stays the same"]);
      expect(passages[1]).toMatchObject({ id: before.passages[0]?.id, lines: { start: 8, end: 9 } });
      expect(await find("goes")).toEqual([]);
      expect(await find("arrives")).toEqual([after.passages[0]?.id]);
      expect(await find("stays")).toEqual([before.passages[0]?.id]);
      expect(await store().check()).toEqual([]);
    });

    test("written twice change nothing the second time", async () => {
      const write = file("a.md", [draft("once"), draft("twice")]);
      await store().replaceDocuments([write]);
      const first = await store().documentDigests(-1, 10);
      await store().replaceDocuments([write, write]);
      expect(await store().documentDigests(-1, 10)).toEqual(first);
      expect(await store().passageCount()).toBe(2);
    });

    test("are told since a mark: written, changed and removed ones, none from another library or too many", async () => {
      const [a, b, c] = [file("a.md", [draft("a")]), file("b.md", [draft("b")]), file("c.md", [draft("c")])];
      await store().replaceDocuments([a]);
      const { mark, ids } = await store().documentChanges(null, 10);
      expect(ids).toBeNull();
      expect(await store().documentChanges(mark, 10)).toEqual({ mark, ids: [] });
      await store().replaceDocuments([b]);
      await store().replaceDocuments([c, file("a.md", [draft("a again")])]);
      await store().removeDocuments([b.document.id]);
      const changes = await store().documentChanges(mark, 3);
      expect(new Set(changes.ids)).toEqual(new Set([a, b, c].map(({ document }) => document.id)));
      expect((await store().documentChanges(mark, 2)).ids).toBeNull();
      expect(await store().documentChanges(changes.mark, 10)).toEqual({ mark: changes.mark, ids: [] });
      // As an older copy of the library would be asked.
      const [library, position] = changes.mark.split("@");
      for (const strange of [`${library}@${Number(position) + 1}`, `other:1@${position}`, `${library}@-5`, "nonsense"]) {
        expect(await store().documentChanges(strange, 10)).toEqual({ mark: changes.mark, ids: null });
      }
    });

    test("named twice in one batch, the last one counts", async () => {
      await store().replaceDocuments([file("a.md", [draft("early")]), file("a.md", [draft("late")])]);
      expect((await store().documentPassages(documentId(REPOSITORY.id, "a.md"))).map(({ text }) => text)).toEqual(["late"]);
      expect(await store().check()).toEqual([]);
    });

    test("land all or not at all: one that cannot be written keeps the whole batch out", async () => {
      const held = file("held.md", [draft("held")]);
      await store().replaceDocuments([held]);
      const clash = file("clash.md", [draft("clash")]);
      const stolen = { ...clash, document: { ...clash.document, id: held.document.id } };
      await expect(async () => store().replaceDocuments([file("fine.md", [draft("fine")]), stolen])).rejects.toMatchObject({
        code: "conflict",
      });
      expect(await store().findDocument(REPOSITORY.id, "fine.md")).toBeNull();
      expect(await store().readDocument(held.document.id)).toEqual(held.document);
      expect(await find("fine")).toEqual([]);

      const samePassage = { ...clash, passages: clash.passages.map((one) => ({ ...one, id: held.passages[0]?.id ?? 0 })) };
      await expect(async () => store().replaceDocuments([file("fine.md", [draft("fine")]), samePassage])).rejects.toMatchObject({
        code: "conflict",
      });
      expect(await store().findDocument(REPOSITORY.id, "fine.md")).toBeNull();
      expect(await store().findDocument(REPOSITORY.id, "clash.md")).toBeNull();
      expect(await store().check()).toEqual([]);
    });

    test("are removed with everything that belongs to them; ids that are not there do no harm", async () => {
      const write = code("src/lamp.rs", ["rotate", "stop"]);
      await store().replaceDocuments([write, file("b.md", [draft("other")])]);
      await store().removeDocuments([write.document.id, 12345]);
      expect(await store().readDocument(write.document.id)).toBeNull();
      expect(await store().findSymbols("rotate", 10)).toEqual([]);
      expect(await store().readPassages(write.passages.map(({ id }) => id))).toEqual([]);
      expect(await find("rotate")).toEqual([]);
      expect(await store().passageCount()).toBe(1);
      await store().removeDocuments([]);
      expect(await store().check()).toEqual([]);
    });

    test("that were not read are listed with the reason", async () => {
      const skipped = file("big.bin", [], { document: { state: "skipped", reason: "It is larger than 2 MB.", language: null } });
      await store().replaceDocuments([skipped, file("a.md", [draft("fine")])]);
      expect(await store().quarantine(REPOSITORY.id)).toEqual([skipped.document]);
      expect(await store().documentKeys(REPOSITORY.id)).toHaveLength(2);
      expect(await store().counts(REPOSITORY.id)).toMatchObject({ documents: { doc: 1 }, passages: 1, quarantined: 1 });
    });

    test("of a thousand in one batch are all there", async () => {
      const writes = Array.from({ length: 1000 }, (_, index) => file(`many/${index}.md`, [draft(`number${index} of many`)]));
      await store().replaceDocuments(writes);
      expect(await store().passageCount()).toBe(1000);
      expect((await store().documentKeys(REPOSITORY.id)).map(({ path }) => path).toSorted()).toEqual(
        writes.map(({ document }) => document.path).toSorted(),
      );
      await store().removeDocuments(writes.map(({ document }) => document.id));
      expect(await store().passageCount()).toBe(0);
      expect(await store().check()).toEqual([]);
    });

    test("are found by name: exact, beginning, part, several words", async () => {
      await store().replaceDocuments([
        file("src/Lamp.md", [draft("a")]),
        file("src/lamp_post.md", [draft("b")]),
        file("old/clamp.md", [draft("c")]),
      ]);
      const paths = async (text: string) => (await store().findDocuments(text, 10)).map(({ path }) => path);
      expect(await paths("lamp")).toEqual(["src/Lamp.md", "src/lamp_post.md", "old/clamp.md"]);
      expect(await paths("src post")).toEqual(["src/lamp_post.md"]);
      expect(await paths("100%_")).toEqual([]);
      expect((await store().findDocuments("", 2)).length).toBe(2);
    });

    async function find(token: string): Promise<(number | null)[]> {
      const query = { level: "passage", expression: { op: "term", token: token === "stays" ? "stai" : token } } as const;
      const stemmed = { goes: "goe", arrives: "arriv", rotate: "rotat" }[token] ?? query.expression.token;
      const hits = await store().lexicalCandidates({
        level: "passage",
        expression: { op: "term", token: stemmed },
        filter: {},
        weights: { title: 1, symbol: 1, path: 1, text: 1 },
        limit: 50,
      });
      return hits.map(({ passageId }) => passageId);
    }
  });

  describe("repositories", () => {
    const { store } = benchOf(column);

    test("are listed by name, kept when written again, renamed", async () => {
      expect((await store().listRepositories()).map(({ name }) => name)).toEqual(["Harbour", "lighthouse"]);
      await store().upsertRepository({ ...REPOSITORY, indexedAt: "2026-03-01T00:00:00Z" });
      await store().renameRepository(OTHER.id, "Zoë's ’harbour’");
      // A run that began before it was renamed.
      await store().upsertRepository(OTHER);
      expect(await store().listRepositories()).toEqual([
        { ...REPOSITORY, indexedAt: "2026-03-01T00:00:00Z" },
        { ...OTHER, name: "Zoë's ’harbour’" },
      ]);
    });

    test("go with everything of theirs and nothing of others", async () => {
      await store().replaceDocuments([file("a.md", [draft("mine")]), file("a.md", [draft("theirs")], { repository: OTHER })]);
      await store().removeRepository(REPOSITORY.id);
      expect(await store().listRepositories()).toEqual([OTHER]);
      expect((await store().documentPassages(documentId(OTHER.id, "a.md"))).map(({ text }) => text)).toEqual(["theirs"]);
      expect(await store().passageCount()).toBe(1);
      await store().removeRepository("never was");
      expect(await store().check()).toEqual([]);
    });

    test("count what they hold", async () => {
      await store().replaceDocuments([code("a.rs", ["one", "two"]), file("b.md", [draft("text")])]);
      expect(await store().counts(REPOSITORY.id)).toEqual({
        documents: { code: 1, doc: 1, session: 0, belief: 0, commit: 0 },
        passages: 3,
        symbols: 2,
        vectors: 0,
        quarantined: 0,
        bytes: expect.any(Number) as number,
      });
      expect(await store().counts(OTHER.id)).toMatchObject({ passages: 0 });
    });
  });

  describe("symbols", () => {
    const { store } = benchOf(column);

    test("are found exact first, then by beginning, then inside, whatever the case", async () => {
      await store().replaceDocuments([code("a.rs", ["Open", "open_file", "reopen", "close"])]);
      const names = async (text: string) => (await store().findSymbols(text, 10)).map(({ name }) => name);
      expect(await names("OPEN")).toEqual(["Open", "open_file", "reopen"]);
      expect(await names("")).toEqual([]);
      expect(await names("nothing'")).toEqual([]);
      expect((await store().documentSymbols(documentId(REPOSITORY.id, "a.rs"))).map(({ name }) => name)).toEqual([
        "Open",
        "open_file",
        "reopen",
        "close",
      ]);
    });

    test("are found by a qualified name", async () => {
      const symbols = [
        { name: "open", qualifiedName: "Store::open" },
        { name: "open", qualifiedName: "Door::open" },
      ];
      await store().replaceDocuments([
        code("a.rs", ["open"], {
          symbols: symbols.map((one) => ({ ...one, kind: "method", signature: "fn open()", doc: "Opens.", lines: { start: 1, end: 1 } })),
        }),
      ]);
      expect((await store().findSymbols("door::open", 10)).map(({ qualifiedName }) => qualifiedName)).toEqual(["Door::open"]);
    });
  });
}

function never(): never {
  throw new Error("The fixture has no such passage.");
}
