import { join } from "node:path";
import { openForeignDatabase } from "../../store/sqlite/foreign-db.ts";
import { createBuilder, type TranscriptBuilder } from "../builder.ts";
import { fileAt, namesIn, safeKey } from "../files.ts";
import { isObject, objectAt, parseLoosely, stringify, textAt, type JsonObject } from "../json.ts";
import { readAll, readRecords } from "../records.ts";
import { outputText } from "../tool-calls.ts";
import type { Machine, ParsedTranscript, TranscriptRef, TranscriptSource } from "../transcript-reader.ts";

/** Under these names a store's rows are archived, as JSON lines: its blobs, which are only added to, and its record, which changes. */
export const CHAT_ROWS = "store.jsonl";
export const CHAT_RECORD = "store-record.jsonl";
const META = "meta.json";
const PROMPTS = "prompt_history.json";
const MAX_META = 1024 * 1024;

/** Where the command line keeps what it can go on with: `chats/<md5 of the folder's path>/<session>/store.db`. */
export function chatsFolder(machine: Machine): string {
  return join(machine.home, ".cursor", "chats");
}

export async function* listChats(machine: Machine): AsyncGenerator<TranscriptRef> {
  for (const bucket of await namesIn(chatsFolder(machine))) {
    if (!bucket.isFolder) continue;
    for (const session of await namesIn(join(chatsFolder(machine), bucket.name))) {
      const folder = join(chatsFolder(machine), bucket.name, session.name);
      const store = session.isFolder && session.name === safeKey(session.name) ? await fileAt(join(folder, "store.db"), CHAT_ROWS) : null;
      if (store === null) continue;
      // While it is in use, what is new lies in its log alone.
      const log = await fileAt(`${store.path}-wal`, CHAT_ROWS);
      const rows = { ...store, bytes: store.bytes + (log?.bytes ?? 0), mtimeMs: Math.max(store.mtimeMs, log?.mtimeMs ?? 0) };
      // The record is a part of the same file, whose size is told once.
      const beside = await Promise.all([META, PROMPTS].map((name) => fileAt(join(folder, name), name)));
      const digest = bucket.name.toLowerCase();
      yield {
        assistant: "cursor",
        key: `chat-${session.name}`,
        files: [rows, { ...rows, name: CHAT_RECORD, bytes: 0 }, ...beside.filter((file) => file !== null)],
        place: /^[0-9a-f]{32}$/.test(digest) ? { kind: "hash", algorithm: "md5", digest } : null,
      };
    }
  }
}

/** A store's blobs in the order they were written: messages as text, the graph of turns (protobuf) as it is. */
export async function* chatRows(path: string): AsyncGenerator<Uint8Array> {
  const database = openForeignDatabase(path);
  try {
    for (const row of database.rows("SELECT id, data FROM blobs ORDER BY rowid")) {
      const { data } = row;
      const text = textOf(data);
      const isMessage = text !== null && isObject(parseLoosely(text));
      const body = isMessage || !(data instanceof Uint8Array) ? { text } : { base64: Buffer.from(data).toString("base64") };
      yield line({ id: textAt(row, "id"), ...body });
    }
  } finally {
    database.close();
  }
}

/** Its record, as it stands in its table. */
export async function* chatRecord(path: string): AsyncGenerator<Uint8Array> {
  const database = openForeignDatabase(path);
  try {
    for (const row of database.rowsIfTable("meta", "SELECT key, value FROM meta ORDER BY key"))
      yield line({ key: textAt(row, "key"), value: textOf(row["value"]) });
  } finally {
    database.close();
  }
}

function line(value: JsonObject): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

/** A text column, or a binary one that holds UTF-8. */
function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (!(value instanceof Uint8Array)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(value);
  } catch {
    return null;
  }
}

/**
 * The messages are the blobs that are JSON, in the order of their rows. Shape as described in txcript's `docs/formats/cursor.md`
 * (https://github.com/skillsynchq/txcript), seen with `cursor-agent` 2026.06.
 */
export async function readChat(source: TranscriptSource): Promise<readonly ParsedTranscript[]> {
  const builder = createBuilder();
  let workspace: string | null = null;
  for await (const { value, line: number } of readRecords(source.open(CHAT_ROWS), builder.problem)) {
    const text = textAt(value, "text");
    const message = text === null ? null : parseLoosely(text);
    if (isObject(message)) workspace = takeMessage(builder, message, number) ?? workspace;
  }
  if (builder.isEmpty) return [];
  let agent: JsonObject = {};
  for await (const { value } of readRecords(source.open(CHAT_RECORD), builder.problem))
    agent = { ...recordOf(textAt(value, "value") ?? ""), ...agent };
  const meta = source.files.includes(META) ? parseLoosely((await readAll(source.open(META), MAX_META)) ?? "") : {};
  for (const at of [agent["createdAt"], isObject(meta) ? meta["createdAtMs"] : null, isObject(meta) ? meta["updatedAtMs"] : null])
    builder.seen(at);
  const title = textAt(meta, "title") ?? textAt(agent, "name");
  return [
    builder.build({
      assistant: "cursor",
      ownId: source.key.replace(/^chat-/, ""),
      agent: "cursor",
      ...(title === null ? {} : { title }),
      cwd: textAt(agent, "workspacePath") ?? workspace,
    }),
  ];
}

/** The agent's record is JSON, as text or as the hex digits of it. */
function recordOf(value: string): JsonObject {
  const text = /^(?:[0-9a-f]{2})+$/i.test(value) ? Buffer.from(value, "hex").toString("utf8") : value;
  const parsed = parseLoosely(text);
  return isObject(parsed) ? parsed : {};
}

/** Takes a message, and gives the folder that the context around it names. */
function takeMessage(builder: TranscriptBuilder, message: JsonObject, line: number): string | null {
  const role = textAt(message, "role");
  const at = message["createdAt"];
  const content = message["content"];
  const blocks: readonly unknown[] =
    typeof content === "string" ? [{ type: "text", text: content }] : Array.isArray(content) ? content : [];
  if (role === "system") return null;
  if (role !== "user" && role !== "assistant" && role !== "tool") {
    builder.record(role ?? textAt(message, "type") ?? "untyped", stringify(message), at, line);
    return null;
  }
  if (role === "user") return takeUser(builder, blocks, at, line);
  if (role === "assistant") {
    const model = textAt(objectAt(objectAt(message, "providerOptions"), "cursor"), "modelName");
    builder.turn({ role, at, line, model });
  } else builder.seen(at);
  for (const block of blocks) takeBlock(builder, block);
  return null;
}

/** What was typed; what the program adds to it (`<user_info>` and the like) is not a turn. */
function takeUser(builder: TranscriptBuilder, blocks: readonly unknown[], at: unknown, line: number): string | null {
  const own = blocks.filter((block) => !/<user_info>/.test(textAt(block, "text") ?? ""));
  const added = blocks.map((block) => textAt(block, "text") ?? "").find((text) => text.includes("<user_info>"));
  const workspace = /^\s*Workspace Path:\s*(\S.*?)\s*$/m.exec(added ?? "")?.[1] ?? null;
  if (own.length === 0) return workspace;
  builder.turn({ role: "user", at, line });
  for (const block of own) takeBlock(builder, block);
  return workspace;
}

function takeBlock(builder: TranscriptBuilder, block: unknown): void {
  if (!isObject(block)) return;
  const said = (): string => wordsOf(textAt(block, "text", "thinking") ?? "");
  switch (block["type"]) {
    case "text":
      return builder.text(said());
    case "reasoning":
    case "thinking":
      return builder.thinking(said());
    case "redacted-reasoning":
      return;
    case "image":
      return builder.image(textAt(block, "mediaType", "mimeType"));
    case "tool-call":
      return builder.call(textAt(block, "toolCallId"), textAt(block, "toolName") ?? "tool", block["args"] ?? block["input"]);
    case "tool-result":
      return takeResult(builder, block);
    default:
      return builder.text(said());
  }
}

function takeResult(builder: TranscriptBuilder, block: JsonObject): void {
  const callId = textAt(block, "toolCallId");
  if (callId === null) return;
  const text = outputText(block["result"] ?? block["output"]);
  const code = /exited with code (\d{1,3})\b/i.exec(text)?.[1];
  const failed = typeof block["isError"] === "boolean" ? block["isError"] : /^\s*Error:/.test(text) ? true : null;
  builder.result(callId, { text, failed, exitCode: code === undefined ? null : Number(code) });
}

/** Without the tag around what was typed, and the marks where something was taken out. */
function wordsOf(text: string): string {
  const query = /<user_query>\s*([\s\S]*?)\s*<\/user_query>/.exec(text)?.[1] ?? text;
  return query.replaceAll("[REDACTED]", "").trim();
}
