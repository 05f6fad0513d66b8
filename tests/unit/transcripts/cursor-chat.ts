import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { jsonLines } from "./support.ts";

export const CURSOR_CHAT_ID = "5f0c6e0e-94a1-4c39-8c7e-2f1d9a7b3c10";
const STARTED = 1_772_200_000_000;

/** Messages as Cursor's command line keeps them, and one piece of its graph of turns. */
export const CURSOR_CHAT_BLOBS: readonly (string | Uint8Array)[] = [
  JSON.stringify({ role: "system", content: "You are a coding agent." }),
  JSON.stringify({
    role: "user",
    content: [{ type: "text", text: "<user_info>\nOS Version: linux\nWorkspace Path: /home/ada/light\n</user_info>" }],
    createdAt: STARTED,
  }),
  Uint8Array.from([0x0a, 0x20, 0xff, 0xfe, 0x00, 0x12]),
  JSON.stringify({
    role: "user",
    content: [{ type: "text", text: "<user_query>\nTrim the wick of the lamp.\n</user_query>" }],
    createdAt: STARTED + 1000,
  }),
  JSON.stringify({
    role: "assistant",
    content: [
      { type: "reasoning", text: "Look first. [REDACTED]" },
      { type: "redacted-reasoning", data: "xx" },
      { type: "text", text: "I read the file first." },
      { type: "tool-call", toolCallId: "c1", toolName: "Read", args: { path: "src/wick.rs" } },
      { type: "tool-call", toolCallId: "c2", toolName: "Shell", args: { command: "cargo test", cwd: "/home/ada/light" } },
      {
        type: "tool-call",
        toolCallId: "c3",
        toolName: "StrReplace",
        args: { path: "src/wick.rs", old_string: "long", new_string: "short" },
      },
    ],
    createdAt: STARTED + 2000,
    providerOptions: { cursor: { modelName: "composer-2.5" } },
  }),
  JSON.stringify({
    role: "tool",
    content: [
      { type: "tool-result", toolCallId: "c1", toolName: "Read", result: "fn wick() {}" },
      { type: "tool-result", toolCallId: "c2", toolName: "Shell", result: "1 failed\nCommand exited with code 101" },
      { type: "tool-result", toolCallId: "c3", toolName: "StrReplace", result: "Error: no match", isError: true },
    ],
    createdAt: STARTED + 3000,
  }),
  JSON.stringify({ role: "hologram", content: "not known yet" }),
];

const RECORD = { agentId: CURSOR_CHAT_ID, name: "New Agent", createdAt: STARTED, workspacePath: "/home/ada/light", mode: "default" };

/** The same as the archive keeps it. */
export const CURSOR_CHAT_ROWS = jsonLines(
  ...CURSOR_CHAT_BLOBS.map((data, at) =>
    typeof data === "string" ? { id: `b${at}`, text: data } : { id: `b${at}`, base64: Buffer.from(data).toString("base64") },
  ),
);

/** A session's folder below `chats`, as the command line writes it; its record in hex digits, as seen, or plain. Gives the database's path. */
export function writeCursorChat(home: string, workspace: string, { hex = true, keepLog = false } = {}): string {
  const folder = join(home, ".cursor", "chats", createHash("md5").update(workspace).digest("hex"), CURSOR_CHAT_ID);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "store.db");
  const database = new Database(path);
  if (keepLog) database.pragma("journal_mode = WAL");
  database.exec("CREATE TABLE blobs (id TEXT PRIMARY KEY, data BLOB); CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)");
  for (const data of CURSOR_CHAT_BLOBS) {
    const bytes = Buffer.from(data);
    database.prepare("INSERT INTO blobs VALUES (?, ?)").run(createHash("sha256").update(bytes).digest("hex"), bytes);
  }
  const record = JSON.stringify({ ...RECORD, workspacePath: workspace });
  database.prepare("INSERT INTO meta VALUES ('0', ?)").run(hex ? Buffer.from(record).toString("hex") : record);
  if (!keepLog) database.close();
  writeFileSync(
    join(folder, "meta.json"),
    JSON.stringify({ schemaVersion: 1, title: "Wicks", createdAtMs: STARTED, updatedAtMs: STARTED + 9000, hasConversation: true }),
  );
  writeFileSync(join(folder, "prompt_history.json"), JSON.stringify(["Trim the wick of the lamp."]));
  return path;
}
