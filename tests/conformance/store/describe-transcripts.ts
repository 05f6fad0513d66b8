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
      expect((await store().readSession(id))?.session.turns).toEqual(TURNS);
      await store().replaceDocuments([transcript(TURNS.slice(0, 1))]);
      expect((await store().readSession(id))?.session.turns).toEqual(TURNS.slice(0, 1));
      await store().removeDocuments([transcript(TURNS).document.id]);
      expect(await store().readSession(id)).toBeNull();
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
