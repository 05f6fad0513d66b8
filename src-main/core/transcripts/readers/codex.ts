import { basename, join } from "node:path";
import { createBuilder, type TranscriptBuilder } from "../builder.ts";
import { existing, fileAt, folderOf, namesIn, openFile } from "../files.ts";
import { arrayAt, isObject, numberAt, objectAt, parseLoosely, stringify, textAt, type JsonObject } from "../json.ts";
import { changeEdits } from "../patches.ts";
import { readRecords } from "../records.ts";
import { outputText } from "../tool-calls.ts";
import type { Machine, ParsedTranscript, TranscriptReader, TranscriptRef, TranscriptSource } from "../transcript-reader.ts";

const ITEMS = new Set(["message", "reasoning", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output"]);
/** What the program itself puts before the conversation. */
const SCAFFOLDING =
  /^\s*(?:<(?:environment_context|user_instructions|permissions|turn_aborted|INSTRUCTIONS|collaboration_mode|skills_instructions)|# AGENTS\.md instructions)/;
/** Events that repeat, stream or time what is recorded elsewhere. */
const SILENT =
  /^(?:task_started|task_complete|turn_started|turn_complete|.*_delta|.*_begin|.*_output_delta|agent_reasoning.*|thread_.*|item_(?:started|completed)|context_compacted|entered_review_mode|exited_review_mode|turn_diff|plan_update|view_image_tool_call|mcp_startup.*|stream_error|background_event)$/;

/**
 * Codex CLI: `sessions/YYYY/MM/DD/rollout-<time>-<id>.jsonl`. Two logs are interleaved: the model's items and the program's events. Items are
 * taken, results come from events, and what both tell is told once.
 */
export function createCodexReader(): TranscriptReader {
  return {
    assistant: "codex",
    version: 1,
    isPlaceTelling: false,
    detect: (machine) => existing(["sessions", "archived_sessions"].map((name) => join(folderOf(machine, "CODEX_HOME", ".codex"), name))),
    list,
    open: openFile,
    read,
    resume: (ownId) => `codex resume ${ownId}`,
  };
}

async function* list(machine: Machine): AsyncGenerator<TranscriptRef> {
  const home = folderOf(machine, "CODEX_HOME", ".codex");
  const seen = new Set<string>();
  // Years, months, days: three levels of digits and nothing else.
  for (const [name, depth] of [
    ["sessions", 3],
    ["archived_sessions", 3],
  ] as const) {
    for await (const path of rollouts(join(home, name), depth)) {
      const key = keyOf(basename(path));
      const file = await fileAt(path, `${key}.jsonl`);
      if (file === null || seen.has(key)) continue;
      seen.add(key);
      yield { assistant: "codex", key, files: [file], place: null };
    }
  }
}

async function* rollouts(folder: string, depth: number): AsyncGenerator<string> {
  for (const entry of await namesIn(folder)) {
    const path = join(folder, entry.name);
    if (entry.isFile && /^rollout-.*\.jsonl$/.test(entry.name)) yield path;
    else if (entry.isFolder && depth > 0 && /^\d{2,4}$/.test(entry.name)) yield* rollouts(path, depth - 1);
  }
}

function keyOf(name: string): string {
  const id = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.jsonl$/i.exec(name)?.[1];
  return (
    id ??
    name
      .replace(/\.jsonl$/, "")
      .replace(/[^A-Za-z0-9._-]/g, "-")
      .slice(0, 160)
  );
}

interface State {
  readonly builder: TranscriptBuilder;
  /** How often a speaker said the very same, by items and by events. */
  readonly told: Map<string, { items: number; events: number }>;
  model: string | null;
  id: string | null;
  cwd: string | null;
  branch: string | null;
  commit: string | null;
  version: string | null;
  parent: string | null;
}

async function read(source: TranscriptSource): Promise<readonly ParsedTranscript[]> {
  const main = source.files[0];
  if (main === undefined) return [];
  const builder = createBuilder();
  const state: State = {
    builder,
    told: new Map(),
    model: null,
    id: null,
    cwd: null,
    branch: null,
    commit: null,
    version: null,
    parent: null,
  };
  for await (const { value, line } of readRecords(source.open(main), builder.problem)) takeLine(state, value, line);
  if (builder.isEmpty) return [];
  if (state.commit !== null) builder.commit(state.commit, "recorded");
  return [
    builder.build({
      assistant: "codex",
      ownId: source.key,
      agent: "codex",
      cwd: state.cwd,
      branch: state.branch,
      startCommit: state.commit,
      programVersion: state.version,
      related: state.parent === null ? [] : [state.parent],
    }),
  ];
}

function takeLine(state: State, record: JsonObject, line: number): void {
  const type = textAt(record, "type");
  const at = record["timestamp"];
  const payload = objectAt(record, "payload");
  if (type === "session_meta") return takeMeta(state, payload);
  if (type === "response_item") return takeItem(state, payload, at, line);
  if (type === "event_msg") return takeEvent(state, payload, at, line);
  if (type === "turn_context") {
    state.model = textAt(payload, "model") ?? state.model;
    state.cwd ??= textAt(payload, "cwd");
    return state.builder.seen(at);
  }
  if (type === "compacted") {
    state.builder.turn({ role: "system", at, line });
    return state.builder.text(textAt(payload, "message") ?? "The conversation was compacted.");
  }
  if (type === "world_state") return state.builder.seen(at);
  // Files of 2025: the first line is the session, the others are bare items.
  if (type !== null && ITEMS.has(type)) return takeItem(state, record, at, line);
  if (type === null && textAt(record, "id") !== null && record["git"] !== undefined) return takeMeta(state, record);
  if (type === null && record["record_type"] === "state") return;
  state.builder.record(type ?? "untyped", stringify(record), at, line);
}

/** The first one is the session's own; a fork carries those of the sessions it came from after it. */
function takeMeta(state: State, meta: JsonObject): void {
  const id = textAt(meta, "id");
  if (state.id !== null) {
    if (id !== null && id !== state.id) state.parent ??= id;
    return;
  }
  state.id = id ?? "";
  state.cwd = textAt(meta, "cwd");
  state.version = textAt(meta, "cli_version");
  state.parent = textAt(meta, "forked_from_id");
  const git = objectAt(meta, "git");
  state.branch = textAt(git, "branch");
  state.commit = textAt(git, "commit_hash");
  state.builder.seen(meta["timestamp"]);
}

function takeItem(state: State, item: JsonObject, at: unknown, line: number): void {
  const { builder } = state;
  const type = textAt(item, "type");
  const callId = textAt(item, "call_id", "id");
  switch (type) {
    case "message": {
      const role = textAt(item, "role");
      const texts = arrayAt(item, "content").map((part) => textAt(part, "text") ?? "");
      const text = texts
        .filter((part) => !SCAFFOLDING.test(part))
        .join("\n")
        .trim();
      const images = arrayAt(item, "content").filter((part) => textAt(part, "type") === "input_image").length;
      if (role !== "user" && role !== "assistant") return builder.seen(at);
      if (text === "" && images === 0) return builder.seen(at);
      if (!isNews(state, role, text, "items")) return builder.seen(at);
      builder.turn({ role, at, line, model: role === "assistant" ? state.model : null });
      builder.text(text);
      for (let n = 0; n < Math.min(images, 20); n++) builder.image(null);
      return;
    }
    case "reasoning": {
      const text = arrayAt(item, "summary")
        .map((part) => textAt(part, "text") ?? "")
        .join("\n\n");
      if (text.trim() === "") return builder.seen(at);
      acting(state, at, line);
      return builder.thinking(text);
    }
    case "function_call":
    case "custom_tool_call": {
      acting(state, at, line);
      const input = type === "function_call" ? parseLoosely(textAt(item, "arguments") ?? "{}") : item["input"];
      return builder.call(callId, textAt(item, "name") ?? "tool", input);
    }
    case "local_shell_call":
      acting(state, at, line);
      return builder.call(callId, "local_shell", item["action"]);
    case "web_search_call":
      acting(state, at, line);
      return builder.call(callId, "web_search", item["action"] ?? null);
    case "function_call_output":
    case "custom_tool_call_output":
      builder.seen(at);
      if (callId !== null) builder.result(callId, outputOf(item["output"]));
      return;
    case "ghost_snapshot":
    case "compaction":
    case "compaction_summary":
      return builder.seen(at);
    default:
      return builder.record(`response_item/${type ?? "untyped"}`, stringify(item), at, line);
  }
}

/** Reasoning and calls belong to the assistant's turn under way. */
function acting(state: State, at: unknown, line: number): void {
  if (state.builder.current?.role === "assistant") state.builder.seen(at);
  else state.builder.turn({ role: "assistant", at, line, model: state.model });
}

/** Whether this is said for the first time: an item and an event may both tell it, in either order. */
function isNews(state: State, role: string, text: string, by: "items" | "events"): boolean {
  const key = `${role}\0${text.trim()}`;
  const told = state.told.get(key) ?? { items: 0, events: 0 };
  const before = Math.max(told.items, told.events);
  told[by]++;
  state.told.set(key, told);
  return Math.max(told.items, told.events) > before;
}

/** An output is a text, blocks, or JSON in a text that holds the output and its exit code. */
function outputOf(output: unknown): { text: string; exitCode: number | null; failed: boolean | null } {
  const value = typeof output === "string" && output.startsWith("{") ? parseLoosely(output) : output;
  const exitCode = numberAt(objectAt(value, "metadata"), "exit_code") ?? numberAt(value, "exit_code");
  const failed = isObject(value) && typeof value["success"] === "boolean" ? !value["success"] : null;
  return { text: outputText(value), exitCode, failed };
}

function takeEvent(state: State, event: JsonObject, at: unknown, line: number): void {
  const { builder } = state;
  const type = textAt(event, "type") ?? "untyped";
  const callId = textAt(event, "call_id");
  if (type === "user_message" || type === "agent_message") {
    const role = type === "user_message" ? "user" : "assistant";
    const text = textAt(event, "message") ?? "";
    if (text.trim() === "" || SCAFFOLDING.test(text) || !isNews(state, role, text, "events")) return builder.seen(at);
    builder.turn({ role, at, line, model: role === "assistant" ? state.model : null });
    builder.text(text);
  } else if (type === "exec_command_end" && callId !== null) {
    const text = textAt(event, "aggregated_output") ?? outputText(event);
    const result = { text, exitCode: numberAt(event, "exit_code") };
    if (builder.result(callId, result)) return builder.seen(at);
    acting(state, at, line);
    builder.call(callId, "shell", event);
    builder.result(callId, result);
  } else if (type === "patch_apply_end" && callId !== null) {
    const failed = typeof event["success"] === "boolean" ? !event["success"] : null;
    const result = { text: outputText({ stdout: event["stdout"], stderr: event["stderr"] }), failed, edits: changeEdits(event["changes"]) };
    if (builder.result(callId, result)) return builder.seen(at);
    acting(state, at, line);
    builder.call(callId, "apply_patch", null);
    builder.result(callId, result);
  } else if (type === "mcp_tool_call_end" && callId !== null) {
    const invocation = objectAt(event, "invocation");
    acting(state, at, line);
    builder.call(
      callId,
      [textAt(invocation, "server"), textAt(invocation, "tool")].filter((name) => name !== null).join(".") || "mcp",
      invocation["arguments"],
    );
    builder.result(callId, { text: outputText(event["result"]) });
  } else if (type === "token_count") takeTokens(state, objectAt(event, "info"), at);
  else if (type === "error" || type === "warning") {
    builder.turn({ role: "system", at, line });
    builder.text(textAt(event, "message") ?? stringify(event));
  } else if (SILENT.test(type) || type === "web_search_end" || type === "turn_aborted") builder.seen(at);
  else builder.record(`event_msg/${type}`, stringify(event), at, line);
}

/** The running total is what the session cost; repeated reports of it count once. */
function takeTokens(state: State, info: JsonObject, at: unknown): void {
  const total = objectAt(info, "total_token_usage");
  const last = objectAt(info, "last_token_usage");
  const usage = Object.keys(total).length > 0 ? total : last;
  if (Object.keys(usage).length === 0) return state.builder.seen(at);
  const cached = numberAt(usage, "cached_input_tokens") ?? 0;
  const reply = usage === total ? "total" : `last\0${stringify(at)}`;
  state.builder.usage(reply, {
    input: Math.max(0, (numberAt(usage, "input_tokens") ?? 0) - cached),
    output: numberAt(usage, "output_tokens") ?? 0,
    cacheRead: cached,
    cacheWrite: 0,
  });
  state.builder.seen(at);
}
