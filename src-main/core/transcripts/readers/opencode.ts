import { join } from "node:path";
import { openForeignDatabase } from "../../store/sqlite/foreign-db.ts";
import { createBuilder, type TranscriptBuilder } from "../builder.ts";
import { existing, fileAt, filesBelow, folderOf, namesIn, openFile, safeKey } from "../files.ts";
import { isObject, numberAt, objectAt, parseLoosely, stringify, textAt, type JsonObject } from "../json.ts";
import { readRecords } from "../records.ts";
import { outputText } from "../tool-calls.ts";
import type { Machine, ParsedTranscript, TranscriptFile, TranscriptReader, TranscriptRef, TranscriptSource } from "../transcript-reader.ts";

/** Parts that only mark steps and states. */
const SILENT = new Set(["step-start", "step-finish", "snapshot", "patch", "compaction", "retry"]);
const ROWS = "rows.jsonl";

/**
 * opencode: a SQLite database of sessions, messages and parts, and before that a tree of JSON files. What is archived of a session is its rows as
 * JSON lines (`{ table, row }`), or its files as they are.
 */
export function createOpencodeReader(): TranscriptReader {
  return {
    assistant: "opencode",
    version: 1,
    isPlaceTelling: false,
    isListInside: true,
    detect: (machine) => existing([databasePath(machine), join(dataFolder(machine), "storage", "session")]),
    list,
    open: (ref, file) => (file.name === ROWS ? rowsOf(file.path, ref.key) : openFile(ref, file)),
    read,
    resume: (ownId) => `opencode --session ${ownId}`,
  };
}

function dataFolder(machine: Machine): string {
  return join(folderOf(machine, "XDG_DATA_HOME", ".local", "share"), "opencode");
}

function databasePath(machine: Machine): string {
  return join(dataFolder(machine), "opencode.db");
}

async function* list(machine: Machine): AsyncGenerator<TranscriptRef> {
  const path = databasePath(machine);
  const seen = new Set<string>();
  if ((await fileAt(path, ROWS)) !== null) {
    const database = openForeignDatabase(path);
    try {
      const sql =
        "SELECT s.id, s.time_updated, (SELECT count(*) FROM part p WHERE p.session_id = s.id) AS parts FROM session s ORDER BY s.id";
      for (const row of database.rows(sql)) {
        const id = textAt(row, "id");
        if (id === null || id !== safeKey(id)) continue;
        seen.add(id);
        const file = { name: ROWS, path, bytes: numberAt(row, "parts") ?? 0, mtimeMs: numberAt(row, "time_updated") ?? 0 };
        yield { assistant: "opencode", key: id, files: [file], place: null };
      }
    } finally {
      database.close();
    }
  }
  yield* listTree(join(dataFolder(machine), "storage"), seen);
}

async function* listTree(storage: string, seen: ReadonlySet<string>): AsyncGenerator<TranscriptRef> {
  for (const project of await namesIn(join(storage, "session"))) {
    if (!project.isFolder) continue;
    for (const entry of await namesIn(join(storage, "session", project.name))) {
      const id = entry.name.replace(/\.json$/, "");
      if (!entry.isFile || !entry.name.endsWith(".json") || seen.has(id) || id !== safeKey(id)) continue;
      const main = await fileAt(join(storage, "session", project.name, entry.name), "session.json");
      const messages = await filesBelow(join(storage, "message", id), "message/", 0);
      const parts: TranscriptFile[] = [];
      for (const message of messages) {
        const name = message.name.slice("message/".length).replace(/\.json$/, "");
        parts.push(...(await filesBelow(join(storage, "part", name), `part/${name}/`, 0)));
      }
      if (main !== null) yield { assistant: "opencode", key: id, files: [main, ...messages, ...parts], place: null };
    }
  }
}

/** A session's rows, as its database holds them. */
async function* rowsOf(path: string, id: string): AsyncGenerator<Uint8Array> {
  const database = openForeignDatabase(path);
  try {
    for (const [table, sql] of [
      ["session", "SELECT * FROM session WHERE id = ?"],
      ["message", "SELECT * FROM message WHERE session_id = ? ORDER BY time_created, id"],
      ["part", "SELECT * FROM part WHERE session_id = ? ORDER BY message_id, id"],
    ] as const) {
      for (const row of database.rows(sql, id)) yield Buffer.from(`${JSON.stringify({ table, row })}\n`);
    }
    // Newer versions have one more table; older ones do not.
    for (const row of database.rowsIfTable("session_message", "SELECT * FROM session_message WHERE session_id = ? ORDER BY seq", id)) {
      yield Buffer.from(`${JSON.stringify({ table: "session_message", row })}\n`);
    }
  } finally {
    database.close();
  }
}

interface Message {
  readonly id: string;
  readonly at: unknown;
  readonly data: JsonObject;
  readonly parts: { readonly id: string; readonly data: JsonObject }[];
}

async function read(source: TranscriptSource): Promise<readonly ParsedTranscript[]> {
  const builder = createBuilder();
  const messages = new Map<string, Message>();
  let session: JsonObject = {};
  const addMessage = (id: string, at: unknown, data: JsonObject): void =>
    void messages.set(id, { id, at, data, parts: messages.get(id)?.parts ?? [] });
  const addPart = (messageId: string, id: string, data: JsonObject): void => {
    if (!messages.has(messageId)) addMessage(messageId, null, {});
    messages.get(messageId)?.parts.push({ id, data });
  };
  for (const name of source.files) {
    for await (const { value, line } of readRecords(wholeJson(source, name), builder.problem)) {
      if (name === "session.json") session = value;
      else if (name.startsWith("message/")) addMessage(textAt(value, "id") ?? name, objectAt(value, "time")["created"], value);
      else if (name.startsWith("part/")) addPart(name.split("/")[1] ?? "", textAt(value, "id") ?? name, value);
      else {
        const row = objectAt(value, "row");
        const held = row["data"];
        const parsed = typeof held === "string" ? parseLoosely(held) : held;
        const data = isObject(parsed) ? parsed : {};
        if (value["table"] === "session") session = row;
        else if (value["table"] === "message") addMessage(textAt(row, "id") ?? String(line), row["time_created"], data);
        else if (value["table"] === "part") addPart(textAt(row, "message_id") ?? "", textAt(row, "id") ?? String(line), data);
        else builder.record(textAt(value, "table") ?? "row", stringify(row), row["time_created"], line);
      }
    }
  }
  const order = [...messages.values()].sort((a, b) => numberOf(a) - numberOf(b) || (a.id < b.id ? -1 : 1));
  for (const message of order) takeMessage(builder, message);
  const time = objectAt(session, "time");
  builder.seen(session["time_created"] ?? time["created"]);
  builder.seen(session["time_updated"] ?? time["updated"]);
  if (builder.isEmpty) return [];
  const parent = textAt(session, "parent_id", "parentID");
  const title = textAt(session, "title");
  return [
    builder.build({
      assistant: "opencode",
      ownId: source.key,
      agent: "opencode",
      ...(title === null ? {} : { title }),
      cwd: textAt(session, "directory"),
      programVersion: textAt(session, "version"),
      related: parent === null ? [] : [parent],
    }),
  ];
}

function numberOf(message: Message): number {
  return typeof message.at === "number" ? message.at : 0;
}

/** A JSON file of several lines as one record; lines of rows as they are. */
async function* wholeJson(source: TranscriptSource, name: string): AsyncGenerator<Uint8Array> {
  if (name === ROWS) return yield* source.open(name);
  for await (const chunk of source.open(name)) {
    // A line end in JSON is white space only.
    yield Buffer.from(chunk).map((byte) => (byte === 10 || byte === 13 ? 32 : byte));
  }
}

function takeMessage(builder: TranscriptBuilder, { id, at, data, parts }: Message): void {
  const role = textAt(data, "role") === "user" ? "user" : "assistant";
  const model = textAt(data, "modelID") ?? textAt(objectAt(data, "model"), "modelID");
  builder.turn({ role, at, model: role === "assistant" ? model : null, key: id });
  builder.seen(objectAt(data, "time")["completed"]);
  for (const part of parts.sort((a, b) => (a.id < b.id ? -1 : 1))) takePart(builder, part.data);
  const tokens = objectAt(data, "tokens");
  if (Object.keys(tokens).length > 0) {
    const cache = objectAt(tokens, "cache");
    builder.usage(id, {
      input: numberAt(tokens, "input") ?? 0,
      output: (numberAt(tokens, "output") ?? 0) + (numberAt(tokens, "reasoning") ?? 0),
      cacheRead: numberAt(cache, "read") ?? 0,
      cacheWrite: numberAt(cache, "write") ?? 0,
    });
  }
}

function takePart(builder: TranscriptBuilder, part: JsonObject): void {
  const type = textAt(part, "type") ?? "untyped";
  if (type === "text") {
    if (part["synthetic"] !== true && part["ignored"] !== true) builder.text(textAt(part, "text") ?? "");
  } else if (type === "reasoning") builder.thinking(textAt(part, "text") ?? "");
  else if (type === "tool") {
    const state = objectAt(part, "state");
    const callId = textAt(part, "callID", "id");
    builder.call(callId, textAt(part, "tool") ?? "tool", state["input"]);
    if (callId === null) return;
    const status = textAt(state, "status");
    const exitCode = numberAt(objectAt(state, "metadata"), "exit");
    const failed = status === "error" ? true : null;
    builder.result(callId, { text: outputText(state["output"] ?? state["error"]), failed, exitCode });
  } else if (type === "file") builder.image(textAt(part, "mime"));
  else if (!SILENT.has(type)) builder.text(`[${type}] ${stringify(part).slice(0, 500)}`);
}
