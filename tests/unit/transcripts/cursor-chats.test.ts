import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { readTranscript, TRANSCRIPT_READERS } from "../../../src-main/core/transcripts/registry.ts";
import type { Machine, TranscriptRef, TranscriptSource } from "../../../src-main/core/transcripts/transcript-reader.ts";
import { fingerprint } from "../../support/assistants-home.ts";
import { CURSOR_CHAT_ID, CURSOR_CHAT_ROWS, writeCursorChat } from "./cursor-chat.ts";
import { outline, readOne, sourceOf } from "./support.ts";

const reader = TRANSCRIPT_READERS.cursor;
let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), "verdigris-cursor-"))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function found(): Promise<readonly TranscriptRef[]> {
  const machine: Machine = { home, env: {}, platform: "linux", checkouts: [] };
  const refs: TranscriptRef[] = [];
  for await (const ref of reader.list(machine)) refs.push(ref);
  return refs;
}
/** As the archive would have it, straight from its store. */
function live(ref: TranscriptRef): TranscriptSource {
  return {
    key: ref.key,
    files: ref.files.map(({ name }) => name),
    async *open(name) {
      const file = ref.files.find((one) => one.name === name);
      if (file !== undefined) yield* reader.open(ref, file);
    },
  };
}
async function only(): Promise<TranscriptRef> {
  const [ref, another] = await found();
  if (ref === undefined || another !== undefined) throw new Error("Not one chat.");
  return ref;
}

const SAID = [
  "user: Trim the wick of the lamp.",
  "assistant: (Look first.)",
  "assistant: I read the file first.",
  "assistant: read src/wick.rs",
  "assistant: $ cargo test → failed 101: 1 failed\nCommand exited with code 101",
  "assistant: edit modify src/wick.rs -long +short",
  'system: record hologram {"role":"hologram","content":"not known yet"}',
];

describe("chats of Cursor's command line", () => {
  it.each([{ hex: true }, { hex: false }])(
    "are found with the hash of their folder, and read in order (record in hex: $hex)",
    async (options) => {
      writeCursorChat(home, "/home/ada/light", options);
      const ref = await only();
      expect(ref).toMatchObject({
        key: `chat-${CURSOR_CHAT_ID}`,
        place: { kind: "hash", algorithm: "md5", digest: createHash("md5").update("/home/ada/light").digest("hex") },
      });
      expect(ref.files.map(({ name }) => name)).toEqual(["store.jsonl", "store-record.jsonl", "meta.json", "prompt_history.json"]);
      const session = await readOne("cursor", live(ref));
      expect(outline(session)).toEqual(SAID);
      expect(session).toMatchObject({
        ownId: CURSOR_CHAT_ID,
        title: "Wicks",
        cwd: "/home/ada/light",
        models: ["composer-2.5"],
        startedAt: new Date(1_772_200_000_000).toISOString(),
        endedAt: new Date(1_772_200_009_000).toISOString(),
        problems: [],
      });
    },
  );

  it("name their folder in the context around the prompts where the record does not, and are titled by the first prompt", async () => {
    const session = await readOne("cursor", sourceOf("chat-x", { "store.jsonl": CURSOR_CHAT_ROWS }));
    expect(session).toMatchObject({ ownId: "x", cwd: "/home/ada/light", title: "Trim the wick of the lamp." });
  });

  it("are archived with everything their store holds, the graph of turns too", async () => {
    writeCursorChat(home, "/d");
    const ref = await only();
    const chunks: Uint8Array[] = [];
    for await (const chunk of live(ref).open("store.jsonl")) chunks.push(chunk);
    const rows = Buffer.concat(chunks)
      .toString("utf8")
      .trim()
      .split("\n")
      .map((row) => JSON.parse(row) as { id: string; text?: string; base64?: string });
    for (const { id, text, base64 } of rows) {
      const bytes = text === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(text);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(id);
    }
    expect(rows.filter(({ base64 }) => base64 !== undefined)).toHaveLength(1);
  });

  it("leave no trace in their folder", async () => {
    writeCursorChat(home, "/d");
    const before = fingerprint(home);
    await readOne("cursor", live(await only()));
    expect(fingerprint(home)).toBe(before);
  });

  it("are read while they are written, from the log beside the store", async () => {
    const path = writeCursorChat(home, "/d", { keepLog: true });
    // As a running program leaves it: what was said is in the log alone.
    const other = join(home, "copy");
    const target = join(other, ".cursor", "chats", "0".repeat(32), CURSOR_CHAT_ID);
    mkdirSync(target, { recursive: true });
    for (const end of ["", "-wal", "-shm"]) copyFileSync(path + end, join(target, `store.db${end}`));
    expect(existsSync(join(target, "store.db-wal"))).toBe(true);
    home = other;
    expect(outline(await readOne("cursor", live(await only())))).toEqual(SAID);
    home = dirname(other);
  });

  it("are no chats without a store, or below a name that is no session's", async () => {
    mkdirSync(join(home, ".cursor", "chats", "a".repeat(32), "empty"), { recursive: true });
    mkdirSync(join(home, ".cursor", "chats", "a".repeat(32), "..x y"), { recursive: true });
    writeFileSync(join(home, ".cursor", "chats", "a".repeat(32), "..x y", "store.db"), "");
    writeFileSync(join(home, ".cursor", "chats", "file"), "");
    expect(await found()).toEqual([]);
  });
});

it("a store damaged anywhere ends in sessions or in an error's value", async () => {
  const path = writeCursorChat(home, "/d");
  const whole = readFileSync(path);
  const damage = fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(damage, fc.integer({ min: 0, max: whole.length }), fc.boolean(), async (changes, end, isCut) => {
      const bytes = Buffer.from(isCut ? whole.subarray(0, end) : whole);
      for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
      writeFileSync(path, bytes);
      const ref = await only();
      const reading = await readTranscript(reader, live(ref));
      if (!reading.ok)
        expect(reading.message).toMatch(/^It (holds no message|could not be read: The database .* of another program cannot be read)/);
      for (const file of ref.files.slice(0, 2)) {
        try {
          for await (const chunk of reader.open(ref, file)) expect(chunk.byteLength).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(VerdigrisError);
        }
      }
    }),
    { numRuns: 150 },
  );
});
