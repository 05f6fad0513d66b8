import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openForeignDatabase, type ForeignDatabase } from "../../store/sqlite/foreign-db.ts";
import { createBuilder, type TranscriptBuilder } from "../builder.ts";
import { existing, fileAt, filesBelow, folderOf, namesIn, openFile, safeKey } from "../files.ts";
import { arrayAt, isObject, objectAt, parseLoosely, stringify, textAt, type JsonObject } from "../json.ts";
import { readAll, readRecords } from "../records.ts";
import { outputText } from "../tool-calls.ts";
import { CHAT_RECORD, CHAT_ROWS, chatRecord, chatRows, chatsFolder, listChats, readChat } from "./cursor-chats.ts";
import type { Machine, ParsedTranscript, ReadOptions, TranscriptReader, TranscriptRef, TranscriptSource } from "../transcript-reader.ts";

const ROWS = "rows.jsonl";
/** A bubble that is a tool's use. */
const TOOL = 15;

/**
 * Cursor: the editor keeps conversations in a key-value table of `globalStorage/state.vscdb` (`composerData:<id>` with the order, `bubbleId:<id>:<bubble>`
 * with each message); the command line writes `agent-transcripts/**.jsonl`, without times, and a database for each conversation
 * (`cursor-chats.ts`). Of a conversation in a database its rows are archived, as JSON lines.
 */
export function createCursorReader(): TranscriptReader {
  return {
    assistant: "cursor",
    version: 2,
    isPlaceTelling: false,
    isListInside: true,
    detect: (machine) => existing([databasePath(machine), projectsFolder(machine), chatsFolder(machine)]),
    list,
    open(ref, file) {
      if (file.name === CHAT_ROWS) return chatRows(file.path);
      if (file.name === CHAT_RECORD) return chatRecord(file.path);
      return file.name === ROWS ? rowsOf(file.path, ref.key) : openFile(ref, file);
    },
    read: (source, options) => (source.files[0] === CHAT_ROWS ? readChat(source) : read(source, options)),
  };
}

function userFolder(machine: Machine): string {
  if (machine.platform === "darwin") return join(machine.home, "Library", "Application Support", "Cursor", "User");
  if (machine.platform === "win32") return join(folderOf(machine, "APPDATA", "AppData", "Roaming"), "Cursor", "User");
  return join(folderOf(machine, "XDG_CONFIG_HOME", ".config"), "Cursor", "User");
}

function databasePath(machine: Machine): string {
  return join(userFolder(machine), "globalStorage", "state.vscdb");
}

function projectsFolder(machine: Machine): string {
  return join(machine.home, ".cursor", "projects");
}

async function* list(machine: Machine): AsyncGenerator<TranscriptRef> {
  yield* listEditor(machine);
  yield* listProjects(machine);
  yield* listChats(machine);
}

async function* listEditor(machine: Machine): AsyncGenerator<TranscriptRef> {
  const path = databasePath(machine);
  if ((await fileAt(path, ROWS)) !== null) {
    const database = openForeignDatabase(path);
    try {
      const sql = `SELECT substr(key, 14) AS id, length(value) AS bytes, CASE WHEN json_valid(value) THEN json_extract(value, '$.lastUpdatedAt') END AS updated
        FROM cursorDiskKV WHERE key >= 'composerData:' AND key < 'composerData;' ORDER BY key`;
      for (const row of database.rows(sql)) {
        const id = textAt(row, "id");
        if (id === null || id !== safeKey(id)) continue;
        const mtimeMs = typeof row["updated"] === "number" ? row["updated"] : 0;
        const file = { name: ROWS, path, bytes: typeof row["bytes"] === "number" ? row["bytes"] : 0, mtimeMs };
        yield { assistant: "cursor", key: id, files: [file], place: null };
      }
    } finally {
      database.close();
    }
  }
}

async function* listProjects(machine: Machine): AsyncGenerator<TranscriptRef> {
  for (const project of await namesIn(projectsFolder(machine))) {
    if (!project.isFolder) continue;
    const files = await filesBelow(join(projectsFolder(machine), project.name, "agent-transcripts"), "", 3);
    for (const file of files) {
      const stem = /([^/]+)\.jsonl$/.exec(file.name)?.[1];
      if (stem === undefined) continue;
      const key = `cli-${safeKey(stem)}`;
      yield {
        assistant: "cursor",
        key,
        files: [{ ...file, name: `${safeKey(stem)}.jsonl` }],
        place: { kind: "encoded", name: project.name },
      };
    }
  }
}

/** A conversation's rows as they are, its order first, then its bubbles in that order, then the folder of its workspace where it names none. */
async function* rowsOf(path: string, id: string): AsyncGenerator<Uint8Array> {
  const database = openForeignDatabase(path);
  try {
    const value = valueOf(database, `composerData:${id}`);
    if (value === null) return;
    yield line({ key: `composerData:${id}`, value });
    const composer = parseLoosely(value);
    for (const header of arrayAt(composer, "fullConversationHeadersOnly")) {
      const key = `bubbleId:${id}:${textAt(header, "bubbleId") ?? ""}`;
      const bubble = valueOf(database, key);
      if (bubble !== null) yield line({ key, value: bubble });
    }
    if (Object.keys(objectAt(composer, "workspaceIdentifier")).length > 0) return;
  } finally {
    database.close();
  }
  const workspace = await workspaceFolder(join(path, "..", "..", "workspaceStorage"), id);
  if (workspace !== null) yield line({ key: "workspace", value: workspace });
}

function valueOf(database: ForeignDatabase, key: string): string | null {
  for (const row of database.rows("SELECT CAST(value AS TEXT) AS value FROM cursorDiskKV WHERE key = ?", key)) return textAt(row, "value");
  return null;
}

function line(value: JsonObject): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

/** Older versions name a conversation in the database of its workspace, whose folder is in a file beside. */
async function workspaceFolder(storage: string, composerId: string): Promise<string | null> {
  for (const entry of await namesIn(storage)) {
    const path = join(storage, entry.name, "state.vscdb");
    if (!entry.isFolder || (await fileAt(path, "state.vscdb")) === null) continue;
    const holds = usesComposer(path, composerId);
    const file = holds ? await fileAt(join(storage, entry.name, "workspace.json"), "workspace.json") : null;
    if (file === null) continue;
    const text = await readAll(openFile({ assistant: "cursor", key: "", files: [], place: null }, file), 64 * 1024);
    const uri = textAt(parseLoosely(text ?? ""), "folder");
    return uri === null ? null : localPath(uri);
  }
  return null;
}

function usesComposer(path: string, composerId: string): boolean {
  const database = openForeignDatabase(path);
  try {
    const sql =
      "SELECT 1 AS found FROM ItemTable WHERE (key = 'composer.composerData' OR key LIKE 'workbench.panel.composerChatViewPane%') AND instr(CAST(value AS TEXT), ?) > 0 LIMIT 1";
    return database.rowsIfTable("ItemTable", sql, composerId).length > 0;
  } finally {
    database.close();
  }
}

function localPath(uri: string): string | null {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

async function read(source: TranscriptSource, _options?: ReadOptions): Promise<readonly ParsedTranscript[]> {
  const main = source.files[0];
  if (main === undefined) return [];
  const builder = createBuilder();
  let composer: JsonObject = {};
  let workspace: string | null = null;
  for await (const { value, line } of readRecords(source.open(main), builder.problem)) {
    const key = textAt(value, "key") ?? "";
    if (main !== ROWS) takeLine(builder, value, line);
    else if (key === "workspace") workspace = textAt(value, "value");
    else {
      const parsed = parseLoosely(textAt(value, "value") ?? "");
      if (key.startsWith("composerData:")) composer = isObject(parsed) ? parsed : {};
      else if (isObject(parsed)) takeBubble(builder, parsed, line);
    }
  }
  builder.seen(composer["createdAt"]);
  builder.seen(composer["lastUpdatedAt"]);
  if (builder.isEmpty) return [];
  const title = textAt(composer, "name");
  const identifier = objectAt(composer, "workspaceIdentifier");
  const cwd = textAt(objectAt(identifier, "uri"), "fsPath") ?? workspace;
  return [
    builder.build({
      assistant: "cursor",
      ownId: source.key.replace(/^cli-/, ""),
      agent: "cursor",
      ...(title === null ? {} : { title }),
      cwd,
    }),
  ];
}

function takeBubble(builder: TranscriptBuilder, bubble: JsonObject, line: number): void {
  const timing = objectAt(bubble, "timingInfo");
  const at = bubble["createdAt"] ?? timing["clientStartTime"] ?? timing["clientRpcSendTime"];
  const role = bubble["type"] === 1 ? "user" : "assistant";
  const model = textAt(objectAt(bubble, "modelInfo"), "modelName");
  // The assistant's bubbles between two of the user's are one turn.
  const goesOn = role === "assistant" && builder.current?.role === "assistant";
  if (goesOn) builder.seen(at);
  else builder.turn({ role, at, line, model: role === "assistant" ? model : null });
  builder.thinking(textAt(objectAt(bubble, "thinking"), "text") ?? textAt(bubble, "thinking") ?? "");
  builder.text(textAt(bubble, "text") ?? "");
  const tool = objectAt(bubble, "toolFormerData");
  const name = textAt(tool, "name");
  if (bubble["capabilityType"] !== TOOL && name === null) return;
  const callId = textAt(tool, "toolCallId") ?? textAt(bubble, "bubbleId") ?? `line-${line}`;
  const input = parseLoosely(textAt(tool, "rawArgs") ?? textAt(tool, "params") ?? "{}");
  builder.call(callId, name ?? "tool", input);
  const result = tool["result"];
  const status = textAt(tool, "status");
  const text = outputText(typeof result === "string" ? parseLoosely(result) : result);
  builder.result(callId, { text, failed: status === null ? null : /error|cancel|reject/i.test(status) });
}

/** The command line's lines: `{ role, message: { content: [...] } }`. */
function takeLine(builder: TranscriptBuilder, record: JsonObject, line: number): void {
  const role = textAt(record, "role");
  const content = objectAt(record, "message")["content"] ?? record["content"];
  if (role !== "user" && role !== "assistant" && role !== "tool" && role !== "system") {
    return builder.record(textAt(record, "type") ?? "untyped", stringify(record), record["timestamp"], line);
  }
  const blocks: readonly unknown[] =
    typeof content === "string" ? [{ type: "text", text: content }] : Array.isArray(content) ? content : [];
  const hasWords = blocks.some((block) => textAt(block, "text") !== null);
  if (role === "assistant" || hasWords) builder.turn({ role: role === "tool" ? "assistant" : role, line, at: record["timestamp"] });
  for (const block of blocks) {
    const type = textAt(block, "type");
    const input = isObject(block) ? (block["input"] ?? block["args"]) : null;
    if (type === "tool_use" || type === "tool-call")
      builder.call(textAt(block, "id", "toolCallId"), textAt(block, "name", "toolName") ?? "tool", input);
    else if (type === "tool_result" || type === "tool-result") {
      const callId = textAt(block, "tool_use_id", "toolCallId");
      if (callId !== null) builder.result(callId, { text: outputText(isObject(block) ? (block["content"] ?? block["result"]) : null) });
    } else if (type === "thinking" || type === "reasoning") builder.thinking(textAt(block, "thinking", "text") ?? "");
    else builder.text(userQuery(textAt(block, "text") ?? ""));
  }
}

/** What was typed stands in a tag when the editor added context to it. */
function userQuery(text: string): string {
  return /^\s*<user_query>\s*([\s\S]*?)\s*<\/user_query>\s*$/.exec(text)?.[1] ?? text;
}
