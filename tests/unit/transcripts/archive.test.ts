import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openArchive } from "../../../src-main/core/transcripts/archive/archive.ts";
import type { Manifest } from "../../../src-main/core/transcripts/archive/manifest.ts";
import { TRANSCRIPT_READERS } from "../../../src-main/core/transcripts/registry.ts";
import type { TranscriptRef } from "../../../src-main/core/transcripts/transcript-reader.ts";
import { claudeTranscript } from "./fixtures.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verdigris-archive-"));
  file = join(folder, "s.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reader = TRANSCRIPT_READERS["claude-code"];
const open = () => openArchive(join(folder, "archive"));
function ref(): TranscriptRef {
  const { size, mtimeMs } = statSync(file);
  return { assistant: "claude-code", key: "s", files: [{ name: "s.jsonl", path: file, bytes: size, mtimeMs }], place: null };
}
async function content(manifest: Manifest): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of open().source(manifest).open("s.jsonl")) chunks.push(chunk);
  return Buffer.concat(chunks).toString("latin1");
}
function blobs(): string[] {
  return readdirSync(join(folder, "archive", "blobs"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".zst"));
}

describe("the archive", () => {
  it("holds a transcript byte for byte, open to its owner alone, for any zstd to read", async () => {
    writeFileSync(file, claudeTranscript("/d"));
    const manifest = await open().store(reader, ref(), null);
    expect(manifest).toMatchObject({
      sessions: [{ ownId: "s", title: "Foghorn at dawn", cwd: "/d", commits: ["3f2a9c1"] }],
      problem: null,
    });
    expect(await content(manifest)).toBe(readFileSync(file, "latin1"));
    const [blob = ""] = blobs();
    expect(statSync(join(folder, "archive", "blobs", blob)).mode & 0o077).toBe(0);
    expect(manifest.files[0]?.parts[0]?.stored).toBeLessThan(statSync(file).size / 2);
    expect(await open().list()).toEqual([manifest]);
  });

  it("stores of a file that grew only what came after", async () => {
    writeFileSync(file, claudeTranscript("/d"));
    let manifest = await open().store(reader, ref(), null);
    for (let n = 0; n < 30; n++) {
      appendFileSync(file, `{"type":"mode","n":${n}}\n`);
      const before = manifest;
      manifest = await open().store(reader, ref(), before);
      expect(await content(manifest)).toBe(readFileSync(file, "latin1"));
      expect(manifest.files[0]?.parts.length).toBeLessThanOrEqual(13);
    }
    expect(manifest.earlier).toEqual([]);
  });

  it("keeps what a file held before it was rewritten shorter", async () => {
    writeFileSync(file, claudeTranscript("/d"));
    const first = await open().store(reader, ref(), null);
    writeFileSync(file, claudeTranscript("/d").split("\n").slice(0, 4).join("\n"));
    const second = await open().store(reader, ref(), first);
    expect(second.earlier[0]?.files).toEqual(first.files);
    expect(await content({ ...second, files: second.earlier[0]?.files ?? [] })).toBe(claudeTranscript("/d"));
  });

  it("keeps what was readable while a file is half written", async () => {
    writeFileSync(file, claudeTranscript("/d"));
    const first = await open().store(reader, ref(), null);
    writeFileSync(file, "{");
    const second = await open().store(reader, ref(), first);
    expect(second.sessions).toEqual(first.sessions);
    expect(second.problem).not.toBeNull();
    expect(await content(second)).toBe(claudeTranscript("/d"));
  });

  it("is true to any sequence of contents", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.uint8Array({ maxLength: 200 })), { minLength: 1, maxLength: 8 }),
        async (steps) => {
          rmSync(join(folder, "archive"), { recursive: true, force: true });
          writeFileSync(file, "");
          let manifest: Manifest | null = null;
          for (const [append, bytes] of steps) {
            if (append) appendFileSync(file, bytes);
            else writeFileSync(file, bytes);
            manifest = await open().store(reader, ref(), manifest);
            expect(await content(manifest)).toBe(readFileSync(file, "latin1"));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("says that a file of it is damaged or gone", async () => {
    writeFileSync(file, claudeTranscript("/d"));
    const manifest = await open().store(reader, ref(), null);
    const [blob = ""] = blobs();
    const path = join(folder, "archive", "blobs", blob);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 255;
    writeFileSync(path, bytes);
    await expect(content(manifest)).rejects.toMatchObject({ code: "corrupt" });
    rmSync(path);
    await expect(content(manifest)).rejects.toMatchObject({ code: "not-found" });
  });

  it("erases what is asked, remembers that, and tidies only what nobody names and nobody wrote lately", async () => {
    writeFileSync(file, claudeTranscript("/d"));
    const manifest = await open().store(reader, ref(), null);
    const other = await open().store(reader, { ...ref(), key: "t" }, null);
    expect(blobs()).toHaveLength(1);
    const erased = await open().erase(manifest);
    expect(erased.erasedAt).not.toBeNull();
    expect(await content(other)).toBe(claudeTranscript("/d"));
    await open().erase(other);
    expect(blobs()).toEqual([]);
    const stray = join(folder, "archive", "blobs", "ab");
    execFileSync("mkdir", ["-p", stray]);
    writeFileSync(join(stray, `${"ab".repeat(32)}.zst`), "x");
    expect(await open().collect()).toBe(0);
    utimesSync(join(stray, `${"ab".repeat(32)}.zst`), 0, 0);
    expect(await open().collect()).toBe(1);
  });

  it("leaves a torn or foreign manifest alone", async () => {
    writeFileSync(file, claudeTranscript("/d"));
    await open().store(reader, ref(), null);
    writeFileSync(join(folder, "archive", "manifests", "claude-code", "torn.json"), '{"format":1,');
    writeFileSync(join(folder, "archive", "manifests", "claude-code", "later.json"), '{"format":2}');
    expect((await open().list()).map((manifest) => manifest.key)).toEqual(["s"]);
  });
});
