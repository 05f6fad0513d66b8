import type {
  Assistant,
  FileEdit,
  TokenUsage,
  ToolCall,
  TranscriptCommit,
  Turn,
  TurnPart,
  TurnRole,
} from "../../../src-shared/domain/index.ts";
import { cap, LIMITS, MAX_PROBLEMS, MAX_RECORDS, MAX_TURNS, SESSION_BUDGET, SESSION_MAXIMUM, TIGHT } from "./cap.ts";
import { instantOf } from "./json.ts";
import { classifyCall, printedCommits } from "./tool-calls.ts";
import type { ParsedTranscript } from "./transcript-reader.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenTurn = Mutable<Omit<Turn, "index" | "parts" | "lines">> & { parts: TurnPart[]; lines: Turn["lines"] };

export interface TurnHead {
  readonly role: TurnRole;
  readonly at?: unknown;
  readonly model?: string | null;
  readonly agent?: string | null;
  readonly line?: number;
  /** Records with the same key are one turn (the lines of one API reply). Null: a turn of its own. */
  readonly key?: string | null;
}

export interface ToolResult {
  readonly text?: string;
  readonly failed?: boolean | null;
  readonly exitCode?: number | null;
  readonly edits?: readonly FileEdit[];
}

/** Puts a conversation together from records in any order and state, within bounds of memory. Never throws. */
export interface TranscriptBuilder {
  turn(head: TurnHead): void;
  text(text: string): void;
  thinking(text: string): void;
  image(mediaType: string | null): void;
  /** A record of a type no reader knows. */
  record(type: string, json: string, at: unknown, line: number): void;
  call(callId: string | null, tool: string, input: unknown): void;
  /** The answer to a call, which may have come in another turn. False when there is no such call. */
  result(callId: string, result: ToolResult): boolean;
  /** Counts a reply's tokens: of the same reply the largest numbers hold. */
  usage(reply: string, usage: TokenUsage): void;
  commit(hash: string, how: TranscriptCommit["how"]): void;
  problem(line: number, message: string): void;
  /** When something happened: the earliest and latest are the session's. */
  seen(at: unknown): void;
  /** The last turn so far, or null. */
  readonly current: { readonly role: TurnRole; readonly agent: string | null } | null;
  readonly isEmpty: boolean;
  build(facts: BuiltFacts): ParsedTranscript;
}

export type BuiltFacts = Pick<ParsedTranscript, "assistant" | "ownId" | "agent"> &
  Partial<Pick<ParsedTranscript, "title" | "cwd" | "branch" | "startCommit" | "programVersion" | "related" | "firstRecord">> & {
    readonly assistant: Assistant;
  };

export function createBuilder(): TranscriptBuilder {
  const turns: OpenTurn[] = [];
  const calls = new Map<string, { turn: number; part: number }>();
  const replies = new Map<string, TokenUsage>();
  const models = new Set<string>();
  const commits = new Map<string, TranscriptCommit>();
  const problems: { line: number; message: string }[] = [];
  let open: OpenTurn | null = null;
  let openKey: string | null = null;
  let spent = 0;
  let records = 0;
  let first: string | null = null;
  let last: string | null = null;

  function problem(line: number, message: string): void {
    if (problems.length < MAX_PROBLEMS) problems.push({ line, message });
  }
  function limit(usual: number): number {
    return spent > SESSION_MAXIMUM ? 0 : spent > SESSION_BUDGET ? Math.min(usual, TIGHT) : usual;
  }
  function add(part: TurnPart, characters: number): void {
    if (open === null) turn({ role: "assistant" });
    spent += characters;
    open?.parts.push(part);
  }
  function seen(at: unknown): void {
    const instant = instantOf(at);
    if (instant === null) return;
    if (first === null || instant < first) first = instant;
    if (last === null || instant > last) last = instant;
  }
  function turn({ role, at, model = null, agent = null, line, key = null }: TurnHead): void {
    seen(at);
    if (model !== null) models.add(model);
    if (open !== null && key !== null && key === openKey) {
      if (line !== undefined) open.lines = { start: open.lines?.start ?? line, end: Math.max(line, open.lines?.end ?? line) };
      return;
    }
    openKey = key;
    open = { role, at: instantOf(at), model, agent, parts: [], lines: line === undefined ? null : { start: line, end: line } };
    if (turns.length < MAX_TURNS) turns.push(open);
    else if (turns.length === MAX_TURNS) problem(line ?? 0, `Only the first ${MAX_TURNS} turns are shown.`);
  }
  function said(kind: "text" | "thinking", text: string, usual: number): void {
    if (text.trim() === "") return;
    const allowed = kind === "text" && spent <= SESSION_MAXIMUM ? usual : limit(usual);
    if (allowed === 0) return;
    const capped = cap(text, allowed);
    add({ kind, ...capped }, capped.text.length);
  }
  function sizeOf(call: ToolCall): number {
    if (call.kind === "edit") return call.edits.reduce((sum, edit) => sum + edit.added.text.length + edit.removed.text.length, 0);
    return call.kind === "tool" ? call.input.text.length : call.kind === "command" ? call.command.length : 100;
  }
  function tightened(call: ToolCall): ToolCall {
    if (spent <= SESSION_BUDGET) return call;
    if (call.kind === "tool") return { ...call, input: cap(call.input.text, TIGHT) };
    if (call.kind === "command") return { ...call, command: cap(call.command, TIGHT).text };
    if (call.kind !== "edit") return call;
    return {
      ...call,
      edits: call.edits.map((edit) => ({ ...edit, removed: cap(edit.removed.text, TIGHT), added: cap(edit.added.text, TIGHT) })),
    };
  }

  return {
    turn,
    seen,
    problem,
    text: (text) => said("text", text, LIMITS.text),
    thinking: (text) => said("thinking", text, LIMITS.thinking),
    image: (mediaType) => add({ kind: "image", mediaType }, 40),
    record(type, json, at, line) {
      if (++records > MAX_RECORDS) return;
      turn({ role: "system", at, line });
      const capped = cap(json, Math.max(1, limit(LIMITS.record)));
      add({ kind: "record", type: type.slice(0, 100), ...capped }, capped.text.length);
    },
    call(callId, tool, input) {
      if (spent > SESSION_MAXIMUM || (callId !== null && calls.has(callId))) return;
      const call = tightened(classifyCall(callId, tool.slice(0, 200), input));
      add(call, sizeOf(call));
      if (callId !== null && open !== null && turns.at(-1) === open) {
        calls.set(callId, { turn: turns.length - 1, part: open.parts.length - 1 });
      }
    },
    result(callId, { text = "", failed = null, exitCode = null, edits }) {
      const place = calls.get(callId);
      const turnOf = place === undefined ? undefined : turns[place.turn];
      const call = place === undefined ? undefined : (turnOf?.parts[place.part] as ToolCall | undefined);
      if (place === undefined || turnOf === undefined || call === undefined) return false;
      for (const hash of printedCommits(text)) {
        if (!commits.has(hash)) commits.set(hash, { hash, how: "printed", turn: place.turn });
      }
      const output = text === "" ? call.output : cap(text, Math.max(1, limit(LIMITS.output)));
      spent += output === call.output ? 0 : (output?.text.length ?? 0);
      const bad = failed ?? (exitCode === null ? null : exitCode !== 0);
      const status = bad === null ? (call.status === "unknown" ? "done" : call.status) : bad ? "failed" : "done";
      let next: ToolCall = { ...call, output, status };
      if (next.kind === "command") next = { ...next, exitCode: exitCode ?? next.exitCode };
      if (edits !== undefined && edits.length > 0 && (next.kind !== "edit" || next.edits.every(isBare))) {
        next = { kind: "edit", callId: next.callId, tool: next.tool, status, output, edits };
      }
      turnOf.parts[place.part] = next;
      return true;
    },
    usage(reply, usage) {
      const before = replies.get(reply);
      replies.set(reply, before === undefined ? usage : largest(before, usage));
    },
    commit(hash, how) {
      if (/^[0-9a-f]{7,64}$/i.test(hash) && !commits.has(hash)) commits.set(hash, { hash: hash.toLowerCase(), how, turn: null });
    },
    get current() {
      return open;
    },
    get isEmpty() {
      return turns.every((one) => one.parts.length === 0);
    },
    build(facts) {
      const kept = turns.map((one, index) => ({ one, index })).filter(({ one }) => one.parts.length > 0);
      const places = new Map(kept.map(({ index }, at) => [index, at]));
      const total = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
      for (const usage of replies.values()) {
        total.input += usage.input;
        total.output += usage.output;
        total.cacheRead += usage.cacheRead;
        total.cacheWrite += usage.cacheWrite;
      }
      if (spent > SESSION_BUDGET) problem(0, "It is very long: outputs in its later part are cut short. The archive holds the whole.");
      const { title, cwd = null, branch = null, startCommit = null, programVersion = null, related = [], firstRecord = null } = facts;
      return {
        assistant: facts.assistant,
        ownId: facts.ownId,
        agent: facts.agent,
        cwd,
        branch,
        startCommit,
        programVersion,
        related,
        firstRecord,
        problems,
        title: titleOf(title, turns),
        startedAt: first,
        endedAt: last,
        models: [...models],
        usage: total,
        turns: kept.map(({ one }, index) => ({ index, ...one })),
        commits: [...commits.values()].map((commit) => ({
          ...commit,
          turn: commit.turn === null ? null : (places.get(commit.turn) ?? null),
        })),
      };
    },
  };
}

/** Named, but not shown. */
function isBare(edit: FileEdit): boolean {
  return edit.added.text === "" && edit.removed.text === "";
}

function largest(a: TokenUsage, b: TokenUsage): TokenUsage {
  return {
    input: Math.max(a.input, b.input),
    output: Math.max(a.output, b.output),
    cacheRead: Math.max(a.cacheRead, b.cacheRead),
    cacheWrite: Math.max(a.cacheWrite, b.cacheWrite),
  };
}

const TITLE_LENGTH = 120;

/** The title given, else the beginning of the first thing a person said. */
function titleOf(given: string | undefined, turns: readonly OpenTurn[]): string {
  const own = given?.trim().split("\n")[0]?.trim() ?? "";
  if (own !== "") return own.length > TITLE_LENGTH ? `${own.slice(0, TITLE_LENGTH - 1).trimEnd()}…` : own;
  for (const { role, agent, parts } of turns) {
    if (role !== "user" || agent !== null) continue;
    for (const part of parts) {
      const text = part.kind === "text" ? part.text.replace(/\s+/g, " ").trim() : "";
      if (text !== "") return text.length > TITLE_LENGTH ? `${text.slice(0, TITLE_LENGTH - 1).trimEnd()}…` : text;
    }
  }
  return "Untitled session";
}
