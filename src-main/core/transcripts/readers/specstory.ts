import { hash } from "node:crypto";
import { join } from "node:path";
import type { FileEdit } from "../../../../src-shared/domain/index.ts";
import { createBuilder, type TranscriptBuilder } from "../builder.ts";
import { existing, fileAt, namesIn, openFile, safeKey } from "../files.ts";
import { diffSides, fileEdit } from "../patches.ts";
import { readLines } from "../records.ts";
import type { Machine, ParsedTranscript, TranscriptReader, TranscriptRef, TranscriptSource } from "../transcript-reader.ts";

const HISTORY = [".specstory", "history"] as const;
const SPEAKER =
  /^_\*\*(?<name>User|Human|Agent|Assistant|[A-Z][\w .-]{0,40}?)(?<side> - sidechain)?(?: \((?<told>[^)]*)\))?(?<late> - sidechain)?\*\*_\s*$/;
const SESSION = /^<!-- (?<provider>[A-Za-z][\w .-]*?) Session (?<id>[0-9A-Za-z][\w-]{7,80})(?: \((?<at>[^)]*)\))? -->/;
const LEGACY_TOOL = /^Tool use: \*\*(?<name>[^*]{1,100})\*\*\s*(?<rest>.*)$/;
const MAX_TOOL_LINES = 4000;

/**
 * SpecStory: Markdown that its extension and its command write into a project's `.specstory/history`, from the transcripts of other
 * assistants. One session may have two files of different length: they share the session's id.
 */
export function createSpecStoryReader(): TranscriptReader {
  return {
    assistant: "specstory",
    version: 1,
    inRepository: /(?:^|\/)\.specstory\/history\/[^/]+\.md$/,
    isPlaceTelling: true,
    detect: (machine) => existing(machine.checkouts.map((root) => join(root, ...HISTORY))),
    list,
    open: openFile,
    read,
    retention: async () => ({ kind: "keeps" }),
  };
}

async function* list(machine: Machine): AsyncGenerator<TranscriptRef> {
  for (const root of machine.checkouts) {
    for (const entry of await namesIn(join(root, ...HISTORY))) {
      if (!entry.isFile || !entry.name.endsWith(".md")) continue;
      const file = await fileAt(join(root, ...HISTORY, entry.name), "session.md");
      const key = `${safeKey(entry.name.replace(/\.md$/, "")).slice(0, 100)}-${hash("sha256", root, "hex").slice(0, 8)}`;
      if (file !== null) yield { assistant: "specstory", key, files: [file], place: { kind: "inside", root } };
    }
  }
}

async function read(source: TranscriptSource): Promise<readonly ParsedTranscript[]> {
  const main = source.files[0];
  if (main === undefined) return [];
  const builder = createBuilder();
  let id: string | null = null;
  let agent = "specstory";
  let prose: string[] = [];
  let tool: { readonly head: string; readonly lines: string[] } | null = null;
  let inFence = false;
  let spoken = false;
  let calls = 0;
  const flush = (): void => {
    const text = prose.join("\n").trim();
    prose = [];
    if (text !== "" && spoken) builder.text(text);
  };
  const closeTool = (): void => {
    if (tool !== null) takeTool(builder, `tool-${calls++}`, tool.head, tool.lines);
    tool = null;
  };
  for await (const { text, number } of readLines(source.open(main))) {
    if (text === null) {
      builder.problem(number, "The line is too long and was left out.");
      continue;
    }
    if (tool !== null) {
      if (text.trim() === "</tool-use>") closeTool();
      else if (tool.lines.length < MAX_TOOL_LINES) tool.lines.push(text);
      continue;
    }
    const speaker = SPEAKER.exec(text);
    if (speaker?.groups !== undefined) {
      flush();
      inFence = false;
      spoken = true;
      takeSpeaker(builder, speaker.groups, number);
      continue;
    }
    if (/^(?:```|~~~)/.test(text)) inFence = !inFence;
    if (!inFence) {
      const session = SESSION.exec(text);
      if (session?.groups !== undefined && id === null) {
        id = session.groups["id"] ?? null;
        agent = agentOf(session.groups["provider"] ?? "");
        builder.seen(timeOf(session.groups["at"] ?? ""));
        continue;
      }
      if (text.startsWith("<tool-use ")) {
        flush();
        tool = { head: text, lines: [] };
        continue;
      }
      const legacy = LEGACY_TOOL.exec(text);
      if (legacy?.groups !== undefined && spoken) {
        flush();
        builder.call(`tool-${calls++}`, legacy.groups["name"] ?? "tool", legacy.groups["rest"] ?? "");
        continue;
      }
      if (text.trim() === "---") continue;
    }
    prose.push(text);
  }
  closeTool();
  flush();
  if (builder.isEmpty) return [];
  return [builder.build({ assistant: "specstory", ownId: id ?? source.key, agent })];
}

function takeSpeaker(builder: TranscriptBuilder, groups: Record<string, string | undefined>, line: number): void {
  const told = groups["told"] ?? "";
  const at = timeOf(told);
  const isUser = /^(?:User|Human)$/.test(groups["name"] ?? "");
  const side = groups["side"] !== undefined || groups["late"] !== undefined || told.includes("sidechain");
  const model = isUser ? "" : told.replace(/\d{4}-\d\d-\d\d.*$/, "").trim();
  builder.turn({ role: isUser ? "user" : "assistant", at, line, model: model === "" ? null : model, agent: side ? "sub-agent" : null });
}

/** Its times have spaces and a `Z`: `2026-07-01 12:53:16Z`, also without seconds. */
function timeOf(text: string): string | null {
  const match = /(\d{4}-\d\d-\d\d)[ T_](\d\d)[:-](\d\d)(?:[:-](\d\d))?(?:\.\d+)?Z?/.exec(text);
  return match === null ? null : `${match[1]}T${match[2]}:${match[3]}:${match[4] ?? "00"}Z`;
}

function agentOf(provider: string): string {
  const name = provider.toLowerCase();
  return ["claude", "codex", "cursor", "gemini", "opencode", "copilot"].find((known) => name.includes(known)) ?? "specstory";
}

/** A tool's block: what it is in the attributes, its argument in the summary or the first fence, what it answered in the others. */
function takeTool(builder: TranscriptBuilder, callId: string, head: string, lines: readonly string[]): void {
  const type = /data-tool-type="([^"]*)"/.exec(head)?.[1] ?? "";
  const name = /data-tool-name="([^"]*)"/.exec(head)?.[1] ?? (type || "tool");
  const body = lines.join("\n");
  const summary = /<summary>([\s\S]*?)<\/summary>/.exec(body)?.[1] ?? "";
  const fences = [...body.matchAll(/^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^\1\s*$/gm)].map((match) => match[2]?.replace(/\n$/, "") ?? "");
  const quoted = [...summary.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
  const outside = body.replace(/<\/?details>|<summary>[\s\S]*?<\/summary>/g, "").trim();
  if (type === "shell") {
    const command = quoted.at(-1) ?? /^`([^`]+)`/m.exec(outside)?.[1] ?? fences[0] ?? "";
    builder.call(callId, "bash", { command });
    builder.result(callId, { text: (command === fences[0] ? fences.slice(1) : fences).join("\n") });
  } else if (type === "read" && quoted.length > 0) {
    builder.call(callId, "read", { path: quoted.at(-1) });
    builder.result(callId, { text: fences.join("\n") });
  } else if (type === "write" || type === "edit") {
    const edits = editsOf(quoted.at(-1) ?? /`([^`\n]+\.[^`\n]+)`/.exec(body)?.[1] ?? "", fences);
    builder.call(callId, name, { summary: summary.trim() });
    builder.result(callId, { edits });
  } else {
    builder.call(callId, name, summary.trim() === "" ? outside : summary.trim());
    builder.result(callId, { text: outside });
  }
}

function editsOf(path: string, fences: readonly string[]): readonly FileEdit[] {
  if (path === "") return [];
  const text = fences.join("\n");
  const isDiff = fences.length > 0 && /^[-+]/m.test(text) && text.split("\n").every((line) => line === "" || /^[-+@ \\]/.test(line));
  if (!isDiff) return [fileEdit(path, "modify", "", text)];
  const { removed, added } = diffSides(text);
  return [fileEdit(path, "modify", removed, added)];
}
