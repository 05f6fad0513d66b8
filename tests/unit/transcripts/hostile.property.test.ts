import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ASSISTANTS, type Assistant } from "../../../src-shared/domain/index.ts";
import { transcriptMarkdown } from "../../../src-main/core/transcripts/markdown.ts";
import { transcriptPassages } from "../../../src-main/core/transcripts/passages.ts";
import { readLines } from "../../../src-main/core/transcripts/records.ts";
import { readTranscript, TRANSCRIPT_READERS } from "../../../src-main/core/transcripts/registry.ts";
import { toSession } from "../../../src-main/core/transcripts/to-session.ts";
import { AIDER, claudeTranscript, codexTranscript, CURSOR_CLI, cursorRows, geminiTranscript, opencodeRows, SPECSTORY } from "./fixtures.ts";
import { CURSOR_CHAT_ROWS } from "./cursor-chat.ts";
import { jsonLines, sourceOf } from "./support.ts";

const { session, messages, parts } = opencodeRows("/d");
/** A whole transcript of each assistant under the name its reader looks for. */
const WHOLE: Readonly<Record<Assistant, readonly (readonly [string, string])[]>> = {
  "claude-code": [["k.jsonl", claudeTranscript("/d")]],
  codex: [["k.jsonl", codexTranscript("/d")]],
  specstory: [["session.md", SPECSTORY]],
  aider: [["chat.history.md", AIDER]],
  opencode: [
    [
      "rows.jsonl",
      jsonLines(
        { table: "session", row: session },
        ...messages.map((row) => ({ table: "message", row })),
        ...parts.map((row) => ({ table: "part", row })),
      ),
    ],
    ["session.json", "{}"],
  ],
  "gemini-cli": [
    ["session-1.jsonl", geminiTranscript("/d")],
    ["session-1.json", geminiTranscript("/d")],
  ],
  cursor: [
    ["rows.jsonl", jsonLines(...cursorRows("/d").map(([key, value]) => ({ key, value })))],
    ["x.jsonl", CURSOR_CLI],
    ["store.jsonl", CURSOR_CHAT_ROWS],
  ],
};
const CASES = ASSISTANTS.flatMap((assistant) => WHOLE[assistant].map(([name, text]) => ({ assistant, name, text })));

/** Whatever is in a file: an answer, and with it sessions that can be shown and searched. */
async function survives(assistant: Assistant, name: string, bytes: Uint8Array, chunk: number): Promise<void> {
  const reading = await readTranscript(TRANSCRIPT_READERS[assistant], sourceOf("k", { [name]: bytes }, chunk));
  // A reader that throws would cost the whole transcript, not the bad record.
  if (!reading.ok) {
    expect(reading.message).toBe("It holds no message.");
    return;
  }
  for (const parsed of reading.sessions) {
    const shown = toSession(parsed, { repositoryId: "r", roots: ["/d"], readerVersion: 1 });
    expect(shown.turns?.every((turn) => turn.parts.length > 0)).toBe(true);
    const keys = transcriptPassages(shown).map((passage) => passage.positionKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(transcriptMarkdown(shown)).not.toBe("");
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
  }
}

describe.each(CASES)("the reader of $assistant, given $name", ({ assistant, name, text }) => {
  const bytes = Buffer.from(text);

  it("bears a file that is cut anywhere, in chunks of any size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.integer({ min: 1, max: 500 }), (end, chunk) =>
        survives(assistant, name, bytes.subarray(0, end), chunk),
      ),
      { numRuns: 60 },
    );
  });

  it("bears flipped, doubled and missing bytes", async () => {
    const change = fc.record({
      at: fc.nat(Math.max(0, bytes.length - 1)),
      byte: fc.nat(255),
      length: fc.nat(40),
      kind: fc.constantFrom("flip", "drop", "double"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        let own = Buffer.from(bytes);
        for (const { at, byte, length, kind } of changes) {
          if (kind === "flip") own[Math.min(at, own.length - 1)] = byte;
          else if (kind === "drop") own = Buffer.concat([own.subarray(0, at), own.subarray(at + length)]);
          else own = Buffer.concat([own.subarray(0, at + length), own.subarray(at)]);
        }
        await survives(assistant, name, own, 333);
      }),
      { numRuns: 100 },
    );
  });

  it("bears values of any type where it expects others", async () => {
    if (!/jsonl?$/.test(name)) return;
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ pick: fc.nat(), value: fc.jsonValue({ maxDepth: 2 }) }), { minLength: 1, maxLength: 5 }),
        async (swaps) => {
          const own = structuredClone(lines);
          for (const { pick, value } of swaps) swapSomewhere(own, pick, value);
          await survives(assistant, name, Buffer.from(jsonLines(...own)), 1000);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("bears anything at all", async () => {
    const line = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...text.split("\n")));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), (rows) => survives(assistant, name, Buffer.from(rows.join("\n")), 77)),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (raw) => survives(assistant, name, raw, 50)),
      { numRuns: 40 },
    );
  });
});

/** Puts a value in place of one somewhere inside. */
function swapSomewhere(root: unknown, pick: number, value: unknown): void {
  const places: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push({ holder: node as Record<string, unknown>, key });
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(root);
  const place = places[pick % Math.max(1, places.length)];
  if (place !== undefined) Object.defineProperty(place.holder, place.key, { value, writable: true, enumerable: true, configurable: true });
}

describe("lines", () => {
  it("are those of the text, however it is cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 1, max: 9 }), async (given, chunk) => {
        const text = given.replaceAll("\r", "\n").replace(/^\uFEFF+/, "");
        const lines: (string | null)[] = [];
        for await (const line of readLines(sourceOf("k", { a: text }, chunk).open("a"))) lines.push(line.text);
        expect(lines.join("\n")).toBe(text.replace(/\n$/, ""));
      }),
    );
  });
  it("longer than the limit are left out, and the next ones are read", async () => {
    const lines: (string | null)[] = [];
    for await (const line of readLines(sourceOf("k", { a: `short\n${"x".repeat(500)}\nend` }, 64).open("a"), 100)) lines.push(line.text);
    expect(lines).toEqual(["short", null, "end"]);
  });
});
