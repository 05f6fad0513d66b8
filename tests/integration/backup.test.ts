import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CoreClient } from "../../src-shared/contract/index.ts";
import { createAssistantsHome, type AssistantsHome } from "../support/assistants-home.ts";
import { createSampleRepository, type FixtureRepository } from "../support/fixture-repository.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";
import { CLAUDE_ID } from "../unit/transcripts/fixtures.ts";

let home: string;
let copies: string;
let core: TestCore;
let client: CoreClient;
let repository: FixtureRepository;
let assistants: AssistantsHome;

async function open(): Promise<void> {
  core = await startTestCore({ home });
  client = core.client;
}
const find = async (text: string) => (await client.call("search.query", { text })).results[0];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "verdigris-core-"));
  copies = mkdtempSync(join(tmpdir(), "verdigris-copies-"));
  repository = createSampleRepository();
  assistants = createAssistantsHome(repository.root, repository.git("rev-parse", "HEAD"));
  for (const [name, value] of Object.entries(assistants.env)) vi.stubEnv(name, value);
  await open();
  await core.index(repository.root);
  await core.settle((await client.call("transcripts.allow", { assistant: "claude-code" })).runIds);
});
afterEach(async () => {
  await core.stop();
  vi.unstubAllEnvs();
  repository.remove();
  assistants.remove();
  for (const folder of [home, copies]) rmSync(folder, { recursive: true, force: true });
});

describe("a backup", () => {
  test("brings back the library, the archive and what was allowed, after everything was lost; what was there is kept", async () => {
    const path = join(copies, "one");
    const made = await client.call("host.backup", { path });
    expect(made).toMatchObject({ path, version: "test", transcripts: expect.any(Number) as number });
    expect(made.transcripts).toBeGreaterThan(0);
    expect(existsSync(`${path}.part`)).toBe(false);
    expect(await client.call("host.checkBackup", { path })).toEqual(made);

    // Lost with its assistant's own files: another, empty library is there now.
    await core.stop();
    rmSync(home, { recursive: true });
    assistants.remove();
    await open();
    expect(await find("foghorn")).toBeUndefined();
    const window = core.another();
    const told = new Promise<void>((resolve) => window.on("storage.moved", () => resolve()));
    const searching = find("foghorn");
    expect(await client.call("host.restore", { path })).toEqual({ ...made, restored: true });
    await Promise.all([told, searching]);
    expect((await window.call("library.list", {}))[0]).toMatchObject({ name: "lighthouse" });
    expect(await find("foghorn silent"), "it serves at once").toMatchObject({ sessionOwnId: CLAUDE_ID });
    await core.stop();
    await open();

    expect(await find("foghorn silent"), "and after a start").toMatchObject({ sessionOwnId: CLAUDE_ID });
    expect((await client.call("library.list", {}))[0]).toMatchObject({ name: "lighthouse", root: repository.root });
    expect((await client.call("transcripts.sources", {})).find((source) => source.assistant === "claude-code")).toMatchObject({
      archived: 1,
      onlyArchived: 1,
    });
    const [kept] = readdirSync(join(home, "backups")).filter((name) => name.startsWith("before-restore-"));
    expect(readdirSync(join(home, "backups", kept ?? "")).sort()).toEqual(["archive", "knowledge.db", "machine.db"]);
    expect(existsSync(join(home, "restore"))).toBe(false);
    // The archive alone still gives the session: the blobs came along.
    await client.call("library.remove", { repositoryId: (await client.call("library.list", {}))[0]?.id ?? "" });
    await core.index(repository.root);
    expect(await find("foghorn silent")).toMatchObject({ sessionOwnId: CLAUDE_ID });
  });

  test("of a newer version is refused, and one that another process keeps from its place takes it at the next start; meanwhile all is served", async () => {
    const [newer, path] = [join(copies, "newer"), join(copies, "one")];
    await client.call("host.backup", { path: newer });
    await client.call("host.backup", { path });
    const raised = new Database(join(newer, "knowledge.db"));
    raised.prepare("INSERT INTO schema_version (version, title, applied_at) VALUES (9999, 'From the future', '2030-01-01')").run();
    raised.close();
    const described = JSON.parse(readFileSync(join(newer, "backup.json"), "utf8")) as { files: { path: string }[] };
    const bytes = readFileSync(join(newer, "knowledge.db"));
    const file = { path: "knowledge.db", bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    const files = described.files.map((one) => (one.path === file.path ? file : one));
    writeFileSync(join(newer, "backup.json"), JSON.stringify({ ...described, files }));
    await expect(client.call("host.restore", { path: newer })).rejects.toMatchObject({ code: "newer-version" });
    expect(existsSync(join(home, "restore"))).toBe(false);
    expect(await find("foghorn silent")).toMatchObject({ sessionOwnId: CLAUDE_ID });

    await client.call("library.remove", { repositoryId: (await client.call("library.list", {}))[0]?.id ?? "" });
    const held = new Database(join(home, "knowledge.db"));
    held.pragma("user_version");
    expect(await client.call("host.restore", { path })).toMatchObject({ path, restored: false });
    expect(await client.call("library.list", {}), "it serves on").toEqual([]);
    held.close();
    await core.stop();
    await open();
    expect(await find("foghorn silent")).toMatchObject({ sessionOwnId: CLAUDE_ID });
  });

  test("that is damaged, cut short or leads outside its folder is refused, and nothing changes", async () => {
    const path = join(copies, "one");
    await client.call("host.backup", { path });
    await expect(client.call("host.backup", { path })).rejects.toMatchObject({ code: "conflict" });
    await expect(client.call("host.backup", { path: "relative" })).rejects.toMatchObject({ code: "invalid-input" });
    await expect(client.call("host.restore", { path: copies })).rejects.toMatchObject({ code: "not-found" });

    const database = readFileSync(join(path, "knowledge.db"));
    const flipped = Buffer.from(database);
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    writeFileSync(join(path, "knowledge.db"), flipped);
    await expect(client.call("host.restore", { path })).rejects.toMatchObject({ code: "corrupt" });
    writeFileSync(join(path, "knowledge.db"), database);
    const described = readFileSync(join(path, "backup.json"), "utf8");
    writeFileSync(join(path, "backup.json"), described.replace('"knowledge.db"', '"../knowledge.db"'));
    await expect(client.call("host.restore", { path })).rejects.toMatchObject({ code: "corrupt" });
    rmSync(join(path, "machine.db"));
    writeFileSync(join(path, "backup.json"), described);
    await expect(client.call("host.restore", { path })).rejects.toMatchObject({ code: "corrupt" });

    expect(existsSync(join(home, "restore"))).toBe(false);
    expect(await find("foghorn silent")).toMatchObject({ sessionOwnId: CLAUDE_ID });
  });
});
