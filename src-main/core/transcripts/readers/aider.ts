import { hash } from "node:crypto";
import { isAbsolute, join } from "node:path";
import type { FileEdit } from "../../../../src-shared/domain/index.ts";
import { createBuilder } from "../builder.ts";
import { existing, fileAt, openFile } from "../files.ts";
import { fileEdit } from "../patches.ts";
import { readLines } from "../records.ts";
import type { Machine, ParsedTranscript, TranscriptReader, TranscriptRef, TranscriptSource } from "../transcript-reader.ts";

const START = /^# aider chat started at (\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\s*$/;

/**
 * aider: one Markdown file in a project that only grows, `.aider.chat.history.md`. `# aider chat started at` begins a session, `#### ` is a person,
 * `> ` is aider itself, all else the model. It records neither ids nor times of messages, and its one time is local.
 */
export function createAiderReader(): TranscriptReader {
  return {
    assistant: "aider",
    version: 1,
    inRepository: /(?:^|\/)\.aider\.chat\.history\.md$/,
    isPlaceTelling: true,
    detect: (machine) => existing(machine.checkouts.map((root) => historyFile(machine, root))),
    list,
    open: openFile,
    read,
    retention: async () => ({ kind: "keeps" }),
  };
}

function historyFile(machine: Machine, root: string): string {
  const set = machine.env["AIDER_CHAT_HISTORY_FILE"];
  return set === undefined || set === "" ? join(root, ".aider.chat.history.md") : isAbsolute(set) ? set : join(root, set);
}

async function* list(machine: Machine): AsyncGenerator<TranscriptRef> {
  const seen = new Set<string>();
  for (const root of machine.checkouts) {
    const path = historyFile(machine, root);
    const file = seen.has(path) ? null : await fileAt(path, "chat.history.md");
    seen.add(path);
    if (file !== null)
      yield { assistant: "aider", key: `chat-${hash("sha256", path, "hex").slice(0, 16)}`, files: [file], place: { kind: "inside", root } };
  }
}

async function read(source: TranscriptSource): Promise<readonly ParsedTranscript[]> {
  const main = source.files[0];
  if (main === undefined) return [];
  const sessions: ParsedTranscript[] = [];
  const ids = new Map<string, number>();
  let chat = createChat(null);
  const close = (): void => {
    const ordinal = ids.get(chat.id) ?? 0;
    const session = chat.close(ordinal === 0 ? chat.id : `${chat.id}-${ordinal + 1}`);
    if (session === null) return;
    ids.set(chat.id, ordinal + 1);
    sessions.push(session);
  };
  for await (const { text, number } of readLines(source.open(main))) {
    if (text === null) continue;
    const start = START.exec(text);
    if (start !== null) {
      close();
      chat = createChat(start.slice(1).map(Number));
    } else chat.line(text, number);
  }
  close();
  return sessions;
}

type Speaker = "user" | "assistant" | "system";

/** One session of the file. `started` is year, month, day, hour, minute, second in the zone it was written in. */
function createChat(started: readonly number[] | null) {
  const builder = createBuilder();
  const stamp = started?.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")) ?? [];
  const id = started === null ? "aider-undated" : `aider-${stamp.slice(0, 3).join("")}-${stamp.slice(3).join("")}`;
  let speaker: Speaker | null = null;
  let lines: string[] = [];
  let first = 0;
  let inFence = false;
  let model: string | null = null;
  let changes = new Map<string, FileEdit>();
  let calls = 0;
  if (started !== null) {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = started;
    const time = new Date(year, month - 1, day, hour, minute, second).getTime();
    builder.seen(Number.isNaN(time) ? null : time);
  }

  function flush(): void {
    const text = lines.join("\n").trim();
    lines = [];
    if (text === "" || speaker === null) return;
    if (speaker === "system" && onlyActs(text)) return;
    builder.turn({ role: speaker, line: first, model: speaker === "assistant" ? model : null });
    builder.text(text);
    if (speaker === "assistant") changes = searchReplaceEdits(text);
  }
  /** What aider itself did, as typed entries of the model's turn. */
  function act(text: string): void {
    model ??= /^(?:Main )?[Mm]odel: (\S+)/.exec(text)?.[1] ?? null;
    const applied = /^Applied edit to (.+)$/.exec(text)?.[1];
    const commit = /^Commit ([0-9a-f]{7,40}) (.*)$/.exec(text);
    const ran = /^Running (.+)$/.exec(text)?.[1];
    if (applied === undefined && commit === null && ran === undefined) return;
    flush();
    if (builder.current?.role !== "assistant") builder.turn({ role: "assistant", line: first, model });
    const callId = `call-${calls++}`;
    if (applied !== undefined) {
      builder.call(callId, "edit", { path: applied });
      builder.result(callId, { edits: [changes.get(applied) ?? fileEdit(applied, "modify", "", "")] });
    } else if (commit !== null) {
      builder.call(callId, "bash", { command: `git commit -m ${JSON.stringify(commit[2] ?? "")}` });
      builder.result(callId, { text: `Commit ${commit[1] ?? ""}` });
      builder.commit(commit[1] ?? "", "printed");
    } else builder.call(callId, "bash", { command: ran ?? "" });
  }

  return {
    id,
    line(text: string, number: number): void {
      const isFence = /^\s{0,3}(?:```|~~~)/.test(text);
      const said: Speaker = inFence
        ? (speaker ?? "assistant")
        : text.startsWith("#### ") || text === "####"
          ? "user"
          : text.startsWith("> ") || text === ">"
            ? "system"
            : "assistant";
      if (said === "assistant" && text.trim() === "" && (speaker !== "assistant" || lines.length === 0)) return;
      if (said !== speaker) {
        flush();
        speaker = said;
        first = number;
      }
      if (said === "assistant" && isFence) inFence = !inFence;
      const own = inFence || said === "assistant" ? text : said === "user" ? text.slice(5) : text.slice(2);
      if (own.trim() === "<blank>") return;
      if (said === "system") {
        act(own.trim());
        if (speaker !== "system") speaker = "system";
      }
      lines.push(own);
    },
    close(ownId: string): ParsedTranscript | null {
      flush();
      return builder.isEmpty ? null : builder.build({ assistant: "aider", ownId, agent: "aider" });
    },
  };
}

function onlyActs(text: string): boolean {
  return text.split("\n").every((line) => /^(?:Applied edit to |Commit [0-9a-f]{7,40} |Running )/.test(line.trim()) || line.trim() === "");
}

/** The model's edits: a path, a fence, and in it what is searched and what it is replaced with. */
function searchReplaceEdits(text: string): Map<string, FileEdit> {
  const edits = new Map<string, FileEdit>();
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    if (!/^<{5,9} SEARCH/.test(lines[at] ?? "")) continue;
    const middle = lines.findIndex((line, index) => index > at && /^={5,9}\s*$/.test(line));
    const end = lines.findIndex((line, index) => index > middle && /^>{5,9} REPLACE/.test(line));
    if (middle < 0 || end < 0) break;
    const path = [lines[at - 1], lines[at - 2]]
      .find((line) => line !== undefined && line.trim() !== "" && !/^\s*(?:```|~~~)/.test(line))
      ?.trim();
    if (path !== undefined) {
      const before = edits.get(path);
      const join_ = (old: string | undefined, more: readonly string[]): string =>
        [...(old === undefined || old === "" ? [] : [old]), ...more].join("\n");
      const removed = join_(before?.removed.text, lines.slice(at + 1, middle));
      const added = join_(before?.added.text, lines.slice(middle + 1, end));
      edits.set(path, fileEdit(path, removed === "" ? "create" : "modify", removed, added));
    }
    at = end;
  }
  return edits;
}
