import { describe, expect, test } from "vitest";
import type { Turn } from "../../../src-shared/domain/index.ts";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { draft, file, REPOSITORY, session } from "./library.ts";

const OWN_ID = "0b3f6c1e-1d2a";
const PATH = `transcript:claude-code/${OWN_ID}`;
const call = { callId: "1", tool: "Edit", status: "done", output: null } as const;
const edit = {
  path: "src/horn.ts",
  change: "modify",
  removed: { text: "", omitted: 0 },
  added: { text: "export const dawn = utcSunrise();", omitted: 0 },
} as const;
const TURNS: readonly Turn[] = [
  {
    index: 0,
    role: "user",
    at: null,
    model: null,
    agent: null,
    lines: null,
    parts: [{ kind: "text", text: "Sound at dawn 🔔", omitted: 0 }],
  },
  {
    index: 1,
    role: "assistant",
    at: "2026-03-01T10:00:00.000Z",
    model: "x",
    agent: null,
    lines: { start: 2, end: 3 },
    parts: [{ ...call, kind: "edit", edits: [edit] }],
  },
];

function transcript(turns: readonly Turn[]) {
  const passages = [
    draft("Sound at dawn", { positionKey: "p", type: "session", role: "user" }),
    draft("Sounded", { positionKey: "a", type: "session", role: "assistant" }),
  ];
  const own = session(OWN_ID, { format: "transcript", turns });
  const write = file(PATH, passages);
  return { ...write, document: { ...write.document, kind: "session" as const, sessionId: own.id }, session: own };
}

export function describeTranscripts(column: Column): void {
  describe("transcripts", () => {
    const { store } = benchOf(column);
    const id = `${REPOSITORY.id}/${OWN_ID}`;

    test("come back with their turns, also when they are written again, and go whole", async () => {
      await store().replaceDocuments([transcript(TURNS)]);
      expect(await store().readTurns(id)).toEqual(TURNS);
      expect((await store().readSession(id))?.session).not.toHaveProperty("turns");
      await store().replaceDocuments([transcript(TURNS.slice(0, 1))]);
      expect(await store().readTurns(id)).toEqual(TURNS.slice(0, 1));
      await store().removeDocuments([transcript(TURNS).document.id]);
      expect(await store().readSession(id)).toBeNull();
      expect(await store().readTurns(id)).toBeNull();
      expect(await store().readTurnPage(id, 0)).toBeNull();
      expect(await store().readOutline(id)).toBeNull();
    });

    test("are read a page at a time, by their outline, and looked through", async () => {
      const turns = Array.from({ length: 250 }, (_, index): Turn => {
        const text = index % 100 === 7 ? "The Petrel\nflies" : `words ${index}`;
        return { index, role: "user", at: null, model: null, agent: null, lines: null, parts: [{ kind: "text", text, omitted: 0 }] };
      });
      await store().replaceDocuments([transcript(turns)]);
      const outline = await store().readOutline(id);
      expect(outline?.turns).toBe(250);
      const pages = await Promise.all((outline?.pages ?? []).map(async (_, page) => store().readTurnPage(id, page)));
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.flat()).toEqual(turns);
      expect(pages.map((page) => page?.[0]?.index)).toEqual(outline?.pages);
      expect(await store().readTurnPage(id, pages.length)).toBeNull();
      const found = async (first: number, count: number) => (await store().findTurns(id, ["petrel flies"], first, count)) ?? null;
      expect((await found(0, 1))?.map(({ turn }) => turn)).toEqual([7]);
      expect((await found(0, 99))?.map(({ turn }) => turn)).toEqual([7, 107, 207]);
      expect(await found(99, 1)).toBeNull();
    });

    test("tell their edits by page and by file, without those that failed", async () => {
      const [first, second] = TURNS as readonly [Turn, Turn];
      const other = { ...edit, path: "src/lamp.ts" };
      const failed: Turn = { ...second, index: 2, parts: [{ ...call, status: "failed", kind: "edit", edits: [edit] }] };
      const both: Turn = { ...second, index: 3, parts: [...first.parts, { ...call, kind: "edit", edits: [other, edit] }] };
      await store().replaceDocuments([transcript([first, second, failed, both])]);
      const at = second.at;
      expect(await store().readEdits(id, null, 0, 9)).toEqual([
        { turn: 1, part: 0, at, edit },
        { turn: 3, part: 1, at, edit: other },
        { turn: 3, part: 1, at, edit },
      ]);
      expect((await store().readEdits(id, "src/lamp.ts", 0, 9))?.map(({ turn }) => turn)).toEqual([3]);
      expect(await store().readEdits(id, null, 1, 9)).toBeNull();
      expect(await store().readEdits("nobody", null, 0, 9)).toBeNull();
    });

    test("tell what their edits put in, to be found in commits", async () => {
      await store().replaceDocuments([transcript(TURNS)]);
      const [anchor] = await store().linkAnchors(REPOSITORY.id);
      expect(anchor?.edits).toEqual([
        { path: "src/horn.ts", at: "2026-03-01T10:00:00.000Z", lines: ["export const dawn = utcSunrise();"] },
      ]);
    });

    test("are filtered by who speaks, and passages of other documents are nobody's", async () => {
      await store().replaceDocuments([transcript(TURNS), file("a.md", [draft("Sound")])]);
      const texts = async (roles: { include: string[]; exclude: string[] }) => {
        const found = await store().newestCandidates({ roles }, 10);
        const passages = await store().readPassages(found.flatMap(({ passageId }) => (passageId === null ? [] : [passageId])));
        return passages.map(({ text, role }) => [text, role]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
      };
      expect(await texts({ include: ["user"], exclude: [] })).toEqual([["Sound at dawn", "user"]]);
      expect(await texts({ include: [], exclude: ["user"] })).toEqual([
        ["Sound", undefined],
        ["Sounded", "assistant"],
      ]);
    });
  });
}
