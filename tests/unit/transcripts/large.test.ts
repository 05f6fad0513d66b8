import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { writeLongTranscript } from "../../support/long-transcript.ts";

/** Archives, reads and stores a transcript in a process of its own, and tells its largest memory and what it read. */
const PROGRAM = `
import { statSync } from "node:fs";
import { openArchive } from ${JSON.stringify(resolve("src-main/core/transcripts/archive/archive.ts"))};
import { indexTranscript } from ${JSON.stringify(resolve("src-main/core/transcripts/index-transcript.ts"))};
import { TRANSCRIPT_READERS } from ${JSON.stringify(resolve("src-main/core/transcripts/registry.ts"))};
import { pack } from ${JSON.stringify(resolve("src-main/core/store/packed.ts"))};
import { openSqliteStore } from ${JSON.stringify(resolve("src-main/core/store/sqlite/sqlite-store.ts"))};
const [path, folder] = process.argv.slice(-2);
const idle = process.memoryUsage().rss;
let largest = 0;
const watch = setInterval(() => { largest = Math.max(largest, process.memoryUsage().rss); }, 20);
const { size: bytes, mtimeMs } = statSync(path);
const ref = { assistant: "claude-code", key: "big", files: [{ name: "big.jsonl", path, bytes, mtimeMs }], place: null };
const t0 = performance.now();
await openArchive(folder).store(TRANSCRIPT_READERS["claude-code"], ref, null);
const t1 = performance.now();
const input = { archive: folder, assistant: "claude-code", key: "big", repositoryId: "r", roots: ["/d"], ownIds: ["big"], earlier: [], maxBytes: 1e9 };
const [write] = await indexTranscript(input);
const t2 = performance.now();
const store = openSqliteStore({ path: folder + "/knowledge.db", backupsDir: folder + "/backups" });
store.upsertRepository({ id: "r", name: "r", identity: "r", remoteUrl: null, head: { branch: null, commit: null }, indexedAt: null });
store.replacePacked([pack([write])]);
const t3 = performance.now();
clearInterval(watch);
largest = Math.max(largest, process.memoryUsage().rss);
store.close();
console.log(JSON.stringify({ grownMb: (largest - idle) / 1e6, archiveMs: t1 - t0, indexMs: t2 - t1, storeMs: t3 - t2, turns: write.session.turns.length, passages: write.passages.length,
  shownMb: JSON.stringify(write.session).length / 1e6, prompts: write.session.promptCount, problems: write.session.problems }));
`;

it("a transcript of 50 MB is archived, read whole and stored in bounded memory, and what is shown of it has a bound", async () => {
  const folder = mkdtempSync(join(tmpdir(), "verdigris-large-"));
  try {
    const path = join(folder, "big.jsonl");
    const prompts = await writeLongTranscript(path, 50_000_000);
    const output = execFileSync(process.execPath, ["--input-type=module-typescript", "-e", PROGRAM, path, join(folder, "archive")], {
      encoding: "utf8",
    });
    const told = JSON.parse(output) as { grownMb: number; shownMb: number; prompts: number; turns: number; problems: unknown[] };
    expect(told.prompts).toBe(prompts);
    expect(told.shownMb).toBeLessThan(20);
    // What is kept, as it was read and as it is stored, the compressor, the database's cache, and garbage that was not yet collected:
    // beyond what is kept of a session it does not grow with the file.
    expect(told.grownMb).toBeLessThan(380);
    expect(statSync(path).size).toBeGreaterThan(50_000_000);
    if (process.env["VERDIGRIS_FIGURES"] !== undefined) process.stdout.write(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
