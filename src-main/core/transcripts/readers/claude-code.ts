import { readFile as readText } from "node:fs/promises";
import { join } from "node:path";
import type { RetentionPolicy } from "../../../../src-shared/contract/transcripts.ts";
import type { TokenUsage } from "../../../../src-shared/domain/index.ts";
import { createBuilder, type TranscriptBuilder } from "../builder.ts";
import { existing, fileAt, filesBelow, folderOf, namesIn, openFile } from "../files.ts";
import { isObject, numberAt, objectAt, stringify, textAt, type JsonObject } from "../json.ts";
import { readAll, readRecords } from "../records.ts";
import { outputText } from "../tool-calls.ts";
import type { Machine, ParsedTranscript, ReadOptions, TranscriptReader, TranscriptRef, TranscriptSource } from "../transcript-reader.ts";

/** Records that say nothing of the conversation: snapshots of files, the state of the window, what streams by. */
const SILENT = new Set(["file-history-snapshot", "file-history-delta", "queue-operation", "progress", "last-prompt", "mode", "attachment"]);
/** Text that its program puts into a person's mouth. */
const SCAFFOLDING =
  /^\s*(?:<(?:command-name|command-message|local-command-stdout|local-command-stderr|system-reminder|bash-stdout|bash-stderr|task-notification)>|Caveat: )/;
/** Days it keeps what nobody uses, when its settings are silent. */
const DEFAULT_DAYS = 30;
const MAX_SPILLED = 256 * 1024;

/**
 * Claude Code: `projects/<encoded folder>/<session>.jsonl`, with sub-agents and spilled outputs in a folder beside it. One reply is
 * several lines with one `message.id`, and each repeats the usage so far. The format is internal to its makers and drifts.
 */
export function createClaudeCodeReader(): TranscriptReader {
  return {
    assistant: "claude-code",
    version: 1,
    isPlaceTelling: true,
    detect: (machine) => existing([projectsFolder(machine)]),
    list,
    open: openFile,
    read,
    retention,
    // A sub-agent's own conversation is not gone on with.
    resume: (ownId) => (ownId.startsWith("agent-") ? null : `claude --resume ${ownId}`),
  };
}

/** It deletes what nobody used for `cleanupPeriodDays`, in its settings; 30 when they are silent. */
async function retention(machine: Machine): Promise<RetentionPolicy> {
  const path = join(folderOf(machine, "CLAUDE_CONFIG_DIR", ".claude"), "settings.json");
  const days = await readText(path, "utf8")
    .then((text) => numberAt(JSON.parse(text), "cleanupPeriodDays"))
    .catch(() => null);
  return { kind: "deletes", afterDays: days !== null && days >= 0 ? days : DEFAULT_DAYS, setting: days === null ? null : path };
}

function projectsFolder(machine: Machine): string {
  return join(folderOf(machine, "CLAUDE_CONFIG_DIR", ".claude"), "projects");
}

async function* list(machine: Machine): AsyncGenerator<TranscriptRef> {
  const root = projectsFolder(machine);
  for (const project of await namesIn(root)) {
    if (!project.isFolder) continue;
    const folder = join(root, project.name);
    for (const entry of await namesIn(folder)) {
      if (!entry.isFile || !entry.name.endsWith(".jsonl")) continue;
      const key = entry.name.slice(0, -".jsonl".length);
      const main = await fileAt(join(folder, entry.name), entry.name);
      if (main === null || !/^[A-Za-z0-9._-]{1,160}$/.test(key)) continue;
      const beside = [...(await below(folder, key, "subagents", 3)), ...(await below(folder, key, "tool-results", 0))];
      yield { assistant: "claude-code", key, files: [main, ...beside], place: { kind: "encoded", name: project.name } };
    }
  }
}

function below(folder: string, key: string, name: string, depth: number) {
  return filesBelow(join(folder, key, name), `${key}/${name}/`, depth);
}

async function read(source: TranscriptSource, options: ReadOptions = {}): Promise<readonly ParsedTranscript[]> {
  const facts: Facts = { titles: new Map(), cwd: null, branch: null, version: null, session: null, first: null };
  const main = source.files[0];
  if (main === undefined) return [];
  const seen = new Set<string>();
  const builder = createBuilder();
  await readFile(builder, facts, source, main, null, seen, options);
  for (const name of source.files) {
    if (!/\/subagents\/.*\.jsonl$/.test(name)) continue;
    await readFile(builder, facts, source, name, await agentName(source, name), seen, options);
  }
  if (builder.isEmpty) return [];
  const title =
    facts.titles.get("custom-title") ?? facts.titles.get("agent-name") ?? facts.titles.get("summary") ?? facts.titles.get("ai-title");
  const isAgent = source.key.startsWith("agent-");
  const related = facts.session !== null && facts.session !== source.key ? [facts.session] : [];
  return [
    builder.build({
      assistant: "claude-code",
      ownId: source.key,
      agent: "claude",
      ...(title === undefined ? {} : { title }),
      cwd: facts.cwd,
      branch: facts.branch,
      programVersion: facts.version,
      related,
      firstRecord: isAgent ? null : facts.first,
    }),
  ];
}

interface Facts {
  readonly titles: Map<string, string>;
  cwd: string | null;
  branch: string | null;
  version: string | null;
  session: string | null;
  first: string | null;
}

/** Sub-agents have a description beside them: their type, and the call that started them. */
async function agentName(source: TranscriptSource, name: string): Promise<string> {
  const own = name.slice(name.lastIndexOf("/") + 1).replace(/\.jsonl$/, "");
  const meta = name.replace(/\.jsonl$/, ".meta.json");
  if (!source.files.includes(meta)) return own;
  const text = (await readAll(source.open(meta), 64 * 1024)) ?? "";
  try {
    const value: unknown = JSON.parse(text);
    const type = textAt(value, "agentType", "subagent_type", "type");
    return type === null ? own : `${type} (${own})`;
  } catch {
    return own;
  }
}

async function readFile(
  builder: TranscriptBuilder,
  facts: Facts,
  source: TranscriptSource,
  name: string,
  agent: string | null,
  seen: Set<string>,
  { skipRecords, onRecord }: ReadOptions,
): Promise<void> {
  const problem = (line: number, message: string): void => builder.problem(line, agent === null ? message : `${name}: ${message}`);
  for await (const { value: record, line } of readRecords(source.open(name), problem)) {
    const uuid = textAt(record, "uuid");
    if (uuid !== null) {
      onRecord?.(uuid);
      if (agent === null) facts.first ??= uuid;
      if (seen.has(uuid) || skipRecords?.has(uuid) === true) continue;
      seen.add(uuid);
    }
    facts.cwd ??= textAt(record, "cwd");
    facts.branch ??= textAt(record, "gitBranch");
    facts.version ??= textAt(record, "version");
    facts.session ??= textAt(record, "sessionId");
    const speaker = agent ?? (record["isSidechain"] === true ? "sub-agent" : null);
    await takeRecord(builder, facts, source, record, speaker, agent === null ? line : undefined);
  }
}

async function takeRecord(
  builder: TranscriptBuilder,
  facts: Facts,
  source: TranscriptSource,
  record: JsonObject,
  agent: string | null,
  line: number | undefined,
): Promise<void> {
  const type = textAt(record, "type") ?? "";
  const at = record["timestamp"];
  const place = { at, agent, ...(line === undefined ? {} : { line }) };
  const message = objectAt(record, "message");
  if (type === "assistant") {
    builder.turn({ ...place, role: "assistant", model: modelOf(message), key: textAt(message, "id") });
    takeBlocks(builder, message["content"]);
    const usage = objectAt(message, "usage");
    if (Object.keys(usage).length > 0)
      builder.usage(`${textAt(message, "id") ?? ""}\0${textAt(record, "requestId") ?? ""}`, usageOf(usage));
  } else if (type === "user") {
    await takeUser(builder, source, record, message["content"], place);
  } else if (type === "summary" || type === "custom-title" || type === "agent-name" || type === "ai-title") {
    const title = textAt(record, "summary", "customTitle", "agentName", "aiTitle", "title", "name");
    // The first summary, but the last name somebody gave.
    if (title !== null && (type !== "summary" || !facts.titles.has(type))) facts.titles.set(type, title);
  } else if (type === "system") {
    const content = textAt(record, "content");
    if (content !== null) {
      builder.turn({ ...place, role: "system" });
      builder.text(content);
    } else builder.seen(at);
  } else if (type === "pr-link") {
    builder.turn({ ...place, role: "system" });
    builder.text(`Pull request: ${textAt(record, "prUrl", "url") ?? stringify(record)}`);
  } else if (SILENT.has(type)) builder.seen(at);
  else builder.record(type === "" ? "untyped" : type, stringify(record), at, line ?? 0);
}

function takeBlocks(builder: TranscriptBuilder, content: unknown): void {
  if (typeof content === "string") return builder.text(content);
  if (!Array.isArray(content)) return;
  for (const block of content) {
    const type = textAt(block, "type");
    if (type === "text") builder.text(textAt(block, "text") ?? "");
    else if (type === "thinking") builder.thinking(textAt(block, "thinking") ?? "");
    else if (type === "tool_use" || type === "server_tool_use") {
      builder.call(textAt(block, "id"), textAt(block, "name") ?? "tool", isObject(block) ? block["input"] : null);
    } else if (type === "image") builder.image(textAt(objectAt(block, "source"), "media_type"));
  }
}

async function takeUser(
  builder: TranscriptBuilder,
  source: TranscriptSource,
  record: JsonObject,
  content: unknown,
  place: { readonly at: unknown; readonly agent: string | null; readonly line?: number },
): Promise<void> {
  const blocks: readonly unknown[] =
    typeof content === "string" ? [{ type: "text", text: content }] : Array.isArray(content) ? content : [];
  const isOwn = record["isMeta"] === true || record["isCompactSummary"] === true;
  let opened = false;
  for (const block of blocks) {
    const type = textAt(block, "type");
    if (type === "tool_result") {
      await takeResult(builder, source, record, block);
      continue;
    }
    const text = textAt(block, "text");
    if (type !== "image" && (text === null || text.trim() === "")) continue;
    if (!opened) builder.turn({ ...place, role: isOwn || (text !== null && SCAFFOLDING.test(text)) ? "system" : "user" });
    opened = true;
    if (type === "image") builder.image(textAt(objectAt(block, "source"), "media_type"));
    else builder.text(text ?? "");
  }
  builder.seen(place.at);
}

async function takeResult(builder: TranscriptBuilder, source: TranscriptSource, record: JsonObject, block: unknown): Promise<void> {
  const callId = textAt(block, "tool_use_id");
  if (callId === null || !isObject(block)) return;
  const more = objectAt(record, "toolUseResult");
  const spilled = textAt(more, "persistedOutputPath");
  const text = (spilled === null ? null : await spilledOutput(source, spilled)) ?? outputText(block["content"]);
  const failed = typeof block["is_error"] === "boolean" ? block["is_error"] : null;
  const exitCode = numberAt(more, "exitCode", "code") ?? exitCodeIn(text);
  if (!builder.result(callId, { text, failed, exitCode })) {
    builder.call(callId, "unknown tool", null);
    builder.result(callId, { text, failed, exitCode });
  }
}

/** Output that was too long for the record lies in a file of its own, named by a path of the machine it was written on. */
async function spilledOutput(source: TranscriptSource, path: string): Promise<string | null> {
  const base = path.split(/[/\\]/).at(-1) ?? "";
  const name = source.files.find((file) => file.includes("/tool-results/") && file.endsWith(`/${base}`));
  return name === undefined ? null : readAll(source.open(name), MAX_SPILLED).catch(() => null);
}

function exitCodeIn(text: string): number | null {
  const match = /^Exit code (\d{1,3})\b/.exec(text);
  return match === null ? null : Number(match[1]);
}

function modelOf(message: JsonObject): string | null {
  const model = textAt(message, "model");
  return model === "<synthetic>" ? null : model;
}

function usageOf(usage: JsonObject): TokenUsage {
  return {
    input: numberAt(usage, "input_tokens") ?? 0,
    output: numberAt(usage, "output_tokens") ?? 0,
    cacheRead: numberAt(usage, "cache_read_input_tokens") ?? 0,
    cacheWrite: numberAt(usage, "cache_creation_input_tokens") ?? 0,
  };
}
