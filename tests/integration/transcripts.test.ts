import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CoreClient } from "../../src-shared/contract/index.ts";
import { ASSISTANTS } from "../../src-shared/domain/index.ts";
import { createAssistantsHome, fingerprint, type AssistantsHome } from "../support/assistants-home.ts";
import { createSampleRepository, type FixtureRepository } from "../support/fixture-repository.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";
import { CLAUDE_ID, CODEX_ID, claudeTranscript } from "../unit/transcripts/fixtures.ts";
import { jsonLines } from "../unit/transcripts/support.ts";

/** A sentence of each assistant's transcript, and the session that says it. */
const SAID: readonly (readonly [string, string])[] = [
  ["why does the foghorn stay silent at dawn", CLAUDE_ID],
  ["grease the lens bearing before winter", CODEX_ID],
  ["paint the gallery railing in signal red", "5c0ffee5-1111-4222-8333-444455556666"],
  ["are the spring tides in it", "aider-20260304-093000"],
  ["count the storm petrels", "gem-1"],
  ["shift the ballast to port", "ses_1"],
  ["number the buoys from the east", "comp-1"],
];

let home: string;
let core: TestCore;
let client: CoreClient;
let repository: FixtureRepository;
let assistants: AssistantsHome;

async function open(): Promise<void> {
  core = await startTestCore({ home });
  client = core.client;
}
async function index(path: string): Promise<string> {
  const { repositoryId, report } = await core.index(path);
  expect(report).toMatchObject({ state: "done" });
  return repositoryId;
}
async function settle(runIds: readonly string[]): Promise<void> {
  for (const report of await core.settle(runIds)) expect(report).toMatchObject({ state: "done" });
}
async function allowAll(): Promise<void> {
  for (const assistant of ASSISTANTS) {
    const { runIds, failed } = await client.call("transcripts.allow", { assistant });
    expect(failed).toBe(0);
    await settle(runIds);
  }
}
async function sessions() {
  const { sessions: all } = await client.call("sessions.list", {});
  const transcripts = all
    .filter((session) => session.format === "transcript")
    .map((session) => session.id)
    .sort();
  return Promise.all(transcripts.map(async (id) => (await client.call("sessions.get", { id, turns: true })).session));
}
const find = async (text: string) => (await client.call("search.query", { text })).results[0];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "verdigris-core-"));
  repository = createSampleRepository();
  writeFileSync(join(repository.root, ".git/info/exclude"), ".aider*\n.specstory\n");
  assistants = createAssistantsHome(repository.root, repository.git("rev-parse", "HEAD"));
  for (const [name, value] of Object.entries(assistants.env)) vi.stubEnv(name, value);
  await open();
});
afterEach(async () => {
  await core.stop();
  vi.unstubAllEnvs();
  repository.remove();
  assistants.remove();
  rmSync(home, { recursive: true, force: true });
});

describe("transcripts of other assistants", () => {
  test("edits that are in no commit are part of a file's history and of a symbol's, as evidence of their session", async () => {
    repository.write(
      "src/bell.ts",
      "export function strikeBell(times: number): string {\n  return ding(times).join(pause());\n}\n\nexport const ROPE = 3;\n",
    );
    repository.git("add", "-A");
    repository.git("commit", "-qm", "Hang a bell");
    const use = (id: string, added: string) => ({
      type: "tool_use",
      id,
      name: "Edit",
      input: { file_path: `${repository.root}/src/bell.ts`, old_string: "", new_string: added },
    });
    const record = { cwd: repository.root, timestamp: "2026-03-01T10:00:00Z" };
    const content = [use("e1", "  return ding(times).join(pause());"), use("e2", "  return ding(times).join(pause()); // slow")];
    assistants.write(
      assistants.claudeFile.replace(CLAUDE_ID, "bells"),
      jsonLines(
        { ...record, type: "user", uuid: "b1", message: { role: "user", content: "Strike more slowly." } },
        { ...record, type: "assistant", uuid: "b2", message: { id: "m1", role: "assistant", content } },
      ),
    );
    const repositoryId = await index(repository.root);
    await settle((await client.call("transcripts.allow", { assistant: "claude-code" })).runIds);
    const sessionOf = async (target: string) =>
      (await client.call("history.why", { target, from: repository.root })).sessions.find(({ ownId }) => ownId === "bells");
    expect(await sessionOf("src/bell.ts")).toMatchObject({ changed: [], edits: 2, grade: "strong", evidence: "It records 2 edits of it" });
    expect(await sessionOf("src/bell.ts:strikeBell")).toMatchObject({ changed: [], edits: 1, evidence: "It records an edit of it" });
    expect(await sessionOf("src/bell.ts:ROPE")).toBeUndefined();
    const symbols = await client.call("history.sessionSymbols", { id: `${repositoryId}/bells` });
    expect(symbols).toMatchObject([{ name: "strikeBell", edits: 1, exists: true, isNew: false, commits: [] }]);
  });

  test("are found, asked for, archived, indexed, and kept when their assistant deletes them", async () => {
    await index(repository.root);
    const before = await client.call("transcripts.sources", {});
    expect(before.map(({ assistant, state, archived }) => [assistant, state, archived])).toEqual(
      ASSISTANTS.map((assistant) => [assistant, "found", 0]),
    );
    // The place's name alone says which repository it is of.
    expect(before.find((source) => source.assistant === "claude-code")?.repositories).toMatchObject([{ name: "lighthouse", count: 1 }]);
    expect(await find("foghorn")).toBeUndefined();
    const untouched = fingerprint(assistants.folder);

    await allowAll();
    for (const [sentence, session] of SAID) {
      expect(await find(sentence), sentence).toMatchObject({ type: "session", sessionOwnId: session });
      expect(await find(`${sentence} role:assistant`), sentence).not.toMatchObject({
        snippet: expect.stringMatching(new RegExp(sentence, "i")) as string,
      });
    }
    expect(fingerprint(assistants.folder)).toBe(untouched);

    const view = await client.call("sessions.get", { id: CLAUDE_ID });
    expect(view.session.turns).toBeUndefined();
    const { session: conversation } = await client.call("sessions.get", { id: CLAUDE_ID, turns: true });
    expect(conversation.turns?.length).toBeGreaterThan(3);
    expect(await client.call("sessions.turns", { id: CLAUDE_ID, page: 0 })).toEqual(conversation.turns);
    expect(await client.call("sessions.turns", { id: CLAUDE_ID, page: 1 })).toEqual([]);
    const outline = await client.call("sessions.outline", { id: CLAUDE_ID });
    expect(outline).toMatchObject({ turns: conversation.turns?.length, pages: [0], edits: [{ path: "src/horn.ts" }] });
    expect(outline?.prompts[0]?.title).toBe("Why does the foghorn stay silent at dawn?");
    const matches = await client.call("sessions.find", { id: CLAUDE_ID, terms: ["FOGHORN   stay"] });
    expect(matches.matches[0]).toEqual({ turn: outline?.prompts[0]?.turn, part: 0, count: 1 });
    expect(view.session.transcript).toMatchObject({ assistant: "claude-code", editedPaths: ["src/horn.ts"], usage: { output: 47 } });
    expect(view.resumeCommand).toBe(`claude --resume ${CLAUDE_ID}`);
    const edited = { count: 1, added: 1, removed: 1, firstTurn: outline?.edits[0]?.turn };
    const files = await client.call("history.sessionFiles", { id: view.session.id });
    expect(files).toMatchObject([{ path: "src/horn.ts", documentId: null, commits: [], changedSince: 0, edits: edited }]);
    const edits = await client.call("history.sessionEdits", { id: view.session.id, path: "src/horn.ts" });
    expect(edits).toMatchObject([{ turn: edited.firstTurn, edit: { removed: { text: "local()" }, added: { text: "utc()" } } }]);
    expect(await client.call("history.sessionEdits", { id: view.session.id, path: "src/lamp.rs" })).toEqual([]);
    const report = await client.call("export.session", { id: CLAUDE_ID });
    expect(report.text).toContain("## Changed code\n\n- `src/horn.ts`: 1 edit (+1 −1)");
    expect((await client.call("sessions.markdown", { id: CLAUDE_ID })).markdown).toContain("Why does the foghorn stay silent at dawn?");

    const archived = await client.call("search.query", { text: "is:archived", limit: 100 });
    expect(archived.results).toHaveLength(8);
    expect(archived.results.every(({ path }) => path.startsWith("transcript:"))).toBe(true);

    const sources = await client.call("transcripts.sources", {});
    const cursor = sources.find((source) => source.assistant === "cursor");
    expect(cursor?.folders.filter((folder) => folder.reason === null)).toMatchObject([{ cwd: null, count: 1 }]);
    expect(sources.find((source) => source.assistant === "codex")?.folders).toMatchObject([
      { cwd: "/gone/since/long", count: 1, reason: "commit", exists: false },
    ]);
    const claude = (await client.call("transcripts.list", { limit: 10 }))[0];
    expect(claude).toMatchObject({ assistant: "claude-code", present: true });
    expect(Date.parse(claude?.deletesAt ?? "") - Date.now()).toBeGreaterThan(9 * 24 * 3600 * 1000);

    // Deleted by its assistant, then everything derived is thrown away: the archive alone gives the same sessions.
    const whole = await sessions();
    expect(whole).toHaveLength(8);
    rmSync(assistants.folder, { recursive: true });
    rmSync(join(repository.root, ".specstory"), { recursive: true });
    rmSync(join(repository.root, ".aider.chat.history.md"));
    await index(repository.root);
    expect(await sessions()).toEqual(whole);
    expect((await client.call("transcripts.list", { assistant: "claude-code" }))[0]).toMatchObject({ present: false, deletesAt: null });
    await core.stop();
    for (const name of ["knowledge.db", "machine.db"])
      for (const more of ["", "-wal", "-shm"]) rmSync(join(home, name + more), { force: true });
    await open();
    await index(repository.root);
    expect(await sessions()).toEqual(whole);
    expect(await find("grease the lens bearing")).toMatchObject({ sessionOwnId: CODEX_ID });
  });

  test("cost what they grew by, and secrets in them are masked and counted", async () => {
    await index(repository.root);
    await client.call("transcripts.allow", { assistant: "claude-code" });
    const secret = ["ghp_", "abcdefghijklmnopqrstuvwxyz0123456789"].join("");
    const more = {
      type: "user",
      uuid: "u9",
      timestamp: "2026-03-01T11:00:00Z",
      message: { content: `Use the token ${secret} for the harbour office.` },
    };
    writeFileSync(assistants.claudeFile, claudeTranscript(repository.root) + jsonLines(more));
    const { runIds, archived, unchanged } = await client.call("transcripts.sweep", {});
    expect({ archived, unchanged }).toEqual({ archived: 1, unchanged: 0 });
    await settle(runIds);
    const { session } = await client.call("sessions.get", { id: CLAUDE_ID });
    expect(session.transcript?.secrets).toBe(1);
    expect(JSON.stringify(session)).not.toContain(secret);
    expect(await find("harbour office token")).toMatchObject({ snippet: expect.stringContaining("[masked GITHUB_TOKEN]") as string });
    expect((await client.call("transcripts.sweep", {})).archived).toBe(0);
  });

  test("are shown in the preview, and those a repository tracks need no permission", async () => {
    const preview = await client.call("library.preview", { path: repository.root });
    expect(preview.transcripts.map(({ assistant, state, count }) => [assistant, state, count])).toEqual([
      ["claude-code", "found", 1],
      ["codex", "found", null],
      ["specstory", "found", 1],
      ["aider", "found", 1],
      ["opencode", "found", null],
      ["cursor", "found", null],
    ]);
    writeFileSync(join(repository.root, ".git/info/exclude"), ".aider*\n");
    await index(repository.root);
    expect(await find("gallery railing in signal red")).toMatchObject({
      type: "session",
      path: expect.stringMatching(/^transcript:specstory/) as string,
    });
    expect(await find("spring tides")).toBeUndefined();
  });

  test("can be mapped, ignored and erased", async () => {
    const repositoryId = await index(repository.root);
    const lost = "/lost/folder";
    writeFileSync(assistants.claudeFile, claudeTranscript(lost).replaceAll("[main 3f2a9c1]", "[main fffffff]"));
    await client.call("transcripts.allow", { assistant: "claude-code" });
    const claude = async () => (await client.call("transcripts.sources", {})).find((source) => source.assistant === "claude-code");
    expect((await claude())?.folders).toEqual([
      { cwd: lost, count: 1, repositoryId: null, reason: null, exists: false, suggestion: repositoryId },
    ]);
    expect(await find("foghorn")).toBeUndefined();
    await settle((await client.call("transcripts.map", { cwd: lost, repositoryId })).runIds);
    expect(await find("foghorn silent")).toMatchObject({ sessionOwnId: CLAUDE_ID });
    expect((await client.call("sessions.get", { id: CLAUDE_ID })).session.transcript?.editedPaths).toEqual(["src/horn.ts"]);
    expect((await claude())?.folders).toMatchObject([{ cwd: lost, repositoryId, reason: "said" }]);

    // Of no repository: it leaves the index, and stays in the archive.
    await settle((await client.call("transcripts.map", { cwd: lost, repositoryId: null })).runIds);
    expect(await find("foghorn silent")).toBeUndefined();
    expect(await claude()).toMatchObject({ archived: 1, folders: [{ cwd: lost, repositoryId: null, reason: "said" }] });
    await client.call("transcripts.unmap", { cwd: lost });
    expect((await claude())?.folders).toMatchObject([{ repositoryId: null, reason: null, suggestion: repositoryId }]);
    await settle((await client.call("transcripts.map", { cwd: lost, repositoryId })).runIds);
    expect(await find("foghorn silent")).toMatchObject({ sessionOwnId: CLAUDE_ID });

    await client.call("transcripts.erase", { assistant: "claude-code", key: CLAUDE_ID });
    expect(await find("foghorn silent")).toBeUndefined();
    expect((await client.call("transcripts.sweep", {})).archived).toBe(0);
    await client.call("transcripts.ignore", { assistant: "claude-code" });
    expect(await claude()).toMatchObject({ state: "ignored", archived: 0 });
  });
});
