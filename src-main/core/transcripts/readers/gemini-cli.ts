import { join } from "node:path";
import { createBuilder, type TranscriptBuilder } from "../builder.ts";
import { existing, fileAt, namesIn, openFile, safeKey } from "../files.ts";
import { arrayAt, isObject, numberAt, objectAt, stringify, textAt, type JsonObject } from "../json.ts";
import { readAll, readRecords } from "../records.ts";
import { outputText } from "../tool-calls.ts";
import type { Machine, ParsedTranscript, TranscriptReader, TranscriptRef, TranscriptSource } from "../transcript-reader.ts";

/** The older form is one JSON value: it has to be read whole. */
const MAX_JSON = 64 * 1024 * 1024;

/**
 * Gemini CLI: `tmp/<project>/chats/session-<time>-<id>.jsonl` (before: `.json`): metadata, then messages, then lines that set metadata or take messages
 * back. A message that is written again replaces the one with its id.
 */
export function createGeminiReader(): TranscriptReader {
  return {
    assistant: "gemini-cli",
    version: 1,
    isPlaceTelling: true,
    detect: (machine) => existing([root(machine)]),
    list,
    open: openFile,
    read,
  };
}

function root(machine: Machine): string {
  return join(machine.home, ".gemini", "tmp");
}

async function* list(machine: Machine): AsyncGenerator<TranscriptRef> {
  for (const project of await namesIn(root(machine))) {
    const folder = join(root(machine), project.name, "chats");
    const names = project.isFolder ? (await namesIn(folder)).filter((entry) => entry.isFile).map((entry) => entry.name) : [];
    const place = /^[0-9a-f]{64}$/.test(project.name)
      ? ({ kind: "hash", algorithm: "sha256", digest: project.name } as const)
      : ({ kind: "encoded", name: project.name } as const);
    for (const name of names) {
      const stem = /^(session-.+)\.jsonl?$/.exec(name)?.[1];
      // A resumed `.json` goes on as `.jsonl`, which then holds all of it.
      if (stem === undefined || (name.endsWith(".json") && names.includes(`${stem}.jsonl`))) continue;
      const file = await fileAt(join(folder, name), name);
      if (file !== null) yield { assistant: "gemini-cli", key: safeKey(`${stem}-${project.name.slice(0, 12)}`), files: [file], place };
    }
  }
}

async function read(source: TranscriptSource): Promise<readonly ParsedTranscript[]> {
  const main = source.files[0];
  if (main === undefined) return [];
  const builder = createBuilder();
  const meta: Record<string, unknown> = {};
  const messages = new Map<string, { readonly value: JsonObject; readonly line: number }>();
  let unnamed = 0;
  const take = (value: JsonObject, line: number): void => {
    const set = value["$set"];
    const back = textAt(value, "$rewindTo");
    if (isObject(set)) Object.assign(meta, takeMessages(set, line));
    else if (back !== null) {
      let found = false;
      for (const id of messages.keys()) {
        if (found) messages.delete(id);
        found ||= id === back;
      }
    } else if (textAt(value, "type") !== null) messages.set(textAt(value, "id") ?? `unnamed-${unnamed++}`, { value, line });
    else Object.assign(meta, takeMessages(value, line));
  };
  /** Metadata without the messages it may carry, which are taken. */
  function takeMessages({ messages: list, ...rest }: JsonObject, line: number): JsonObject {
    if (Array.isArray(list)) for (const message of list) if (isObject(message)) take(message, line);
    return rest;
  }
  if (main.endsWith(".json")) {
    const text = await readAll(source.open(main), MAX_JSON);
    const value = text === null ? null : parse(text);
    if (isObject(value)) take({ ...value, type: undefined }, 1);
    else
      builder.problem(
        1,
        text === null ? "The file is too large for one JSON value." : "The file is no whole JSON: it may be half written.",
      );
  } else for await (const { value, line } of readRecords(source.open(main), builder.problem)) take(value, line);

  for (const { value, line } of messages.values()) takeMessage(builder, value, line);
  builder.seen(meta["startTime"]);
  builder.seen(meta["lastUpdated"]);
  if (builder.isEmpty) return [];
  const title = textAt(meta, "summary");
  const folder = arrayAt(meta, "directories").find((one) => typeof one === "string");
  return [
    builder.build({
      assistant: "gemini-cli",
      ownId: textAt(meta, "sessionId") ?? source.key,
      agent: "gemini",
      ...(title === null ? {} : { title }),
      cwd: typeof folder === "string" ? folder : null,
    }),
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function takeMessage(builder: TranscriptBuilder, message: JsonObject, line: number): void {
  const type = textAt(message, "type") ?? "untyped";
  const at = message["timestamp"];
  const text = partsText(message["displayContent"] ?? message["content"]);
  if (type === "user") {
    builder.turn({ role: "user", at, line });
    builder.text(text);
  } else if (type === "gemini" || type === "assistant" || type === "model") {
    builder.turn({ role: "assistant", at, line, model: textAt(message, "model") });
    for (const thought of arrayAt(message, "thoughts")) {
      builder.thinking([textAt(thought, "subject"), textAt(thought, "description")].filter((one) => one !== null).join("\n"));
    }
    builder.text(text);
    for (const call of arrayAt(message, "toolCalls")) takeCall(builder, call);
    takeTokens(builder, textAt(message, "id") ?? `line-${line}`, objectAt(message, "tokens"));
  } else if (type === "info" || type === "error" || type === "warning") {
    builder.turn({ role: "system", at, line });
    builder.text(text);
  } else builder.record(type, stringify(message), at, line);
}

function takeCall(builder: TranscriptBuilder, call: unknown): void {
  const callId = textAt(call, "id");
  builder.call(callId, textAt(call, "name") ?? "tool", objectAt(call, "args"));
  if (callId === null || !isObject(call)) return;
  const status = textAt(call, "status");
  const failed = status === null ? null : /error|cancel|fail/i.test(status);
  const text = outputText(call["result"] ?? call["resultDisplay"]);
  builder.result(callId, { text, failed, exitCode: exitCodeIn(text) });
}

function exitCodeIn(text: string): number | null {
  const match = /^Exit Code: (\d{1,3})\b/m.exec(text);
  return match === null ? null : Number(match[1]);
}

/** A text, or parts of which some are texts. */
function partsText(content: unknown): string {
  if (typeof content === "string") return content;
  const parts = Array.isArray(content) ? content : [content];
  return parts.map((part) => (typeof part === "string" ? part : (textAt(part, "text") ?? ""))).join("");
}

function takeTokens(builder: TranscriptBuilder, reply: string, tokens: JsonObject): void {
  if (Object.keys(tokens).length === 0) return;
  const cached = numberAt(tokens, "cached") ?? 0;
  builder.usage(reply, {
    input: Math.max(0, (numberAt(tokens, "input") ?? 0) - cached),
    output: (numberAt(tokens, "output") ?? 0) + (numberAt(tokens, "thoughts") ?? 0),
    cacheRead: cached,
    cacheWrite: 0,
  });
}
