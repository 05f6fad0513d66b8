import type { Session, SessionPrompt, TranscriptFacts, Turn, TurnPart } from "../../../src-shared/domain/index.ts";
import { maskTurns } from "./mask-turns.ts";
import { saidIn } from "./said-in.ts";
import type { ParsedTranscript } from "./transcript-reader.ts";

/** Prompts and paths that the session names beside its turns. */
const MAX_PROMPTS = 2000;
const MAX_PROMPT = 4000;
const MAX_PATHS = 2000;

export interface SessionPlace {
  readonly repositoryId: string;
  /** Folders that stand for the repository's root in recorded paths: where it lies, and where it lay. */
  readonly roots: readonly string[];
  readonly readerVersion: number;
}

/** A conversation as a session of its repository: secrets masked, paths relative to it. */
export function toSession(parsed: ParsedTranscript, { repositoryId, roots, readerVersion }: SessionPlace): Session {
  const bases = [...roots].sort((a, b) => b.length - a.length);
  const placed = parsed.turns.map((turn) => withPaths(turn, (path) => relativePath(path, bases)));
  const { turns, more, found } = maskTurns(placed, [parsed.title]);
  const edited = new Set<string>();
  const agents = new Set<string>();
  let toolCalls = 0;
  for (const turn of turns) {
    if (turn.agent !== null) agents.add(turn.agent);
    for (const part of turn.parts) {
      if (part.kind === "edit") for (const edit of part.edits) edited.add(edit.path);
      if ("tool" in part) toolCalls++;
    }
  }
  const editedPaths = [...edited].slice(0, MAX_PATHS);
  const facts: TranscriptFacts = {
    assistant: parsed.assistant,
    programVersion: parsed.programVersion,
    cwd: parsed.cwd,
    endedAt: parsed.endedAt,
    models: parsed.models,
    usage: parsed.usage,
    turns: turns.length,
    toolCalls,
    agents: [...agents],
    commits: parsed.commits,
    editedPaths,
    secrets: found,
    readerVersion,
  };
  const prompts = promptsOf(turns);
  return {
    id: `${repositoryId}/${parsed.ownId}`,
    ownId: parsed.ownId,
    format: "transcript",
    title: more[0] ?? parsed.title,
    agent: parsed.agent,
    startedAt: parsed.startedAt,
    status: null,
    branch: parsed.branch,
    startCommit: parsed.startCommit,
    startTag: null,
    endTag: null,
    previousContext: "",
    goals: [],
    entries: [],
    observations: [],
    prompts: prompts.slice(0, MAX_PROMPTS),
    promptCount: prompts.length,
    beliefsCaptured: 0,
    classification: null,
    sections: [],
    mentionedCommits: parsed.commits.map((commit) => commit.hash),
    mentionedSessions: parsed.related,
    mentionedPaths: editedPaths,
    wikiLinks: [],
    problems: parsed.problems,
    transcript: facts,
    turns,
  };
}

function promptsOf(turns: readonly Turn[]): SessionPrompt[] {
  const prompts: SessionPrompt[] = [];
  for (const turn of turns) {
    const text = turn.role === "user" && turn.agent === null ? saidIn(turn) : "";
    if (text !== "") prompts.push({ index: prompts.length, text: text.slice(0, MAX_PROMPT), line: turn.lines?.start ?? 0 });
  }
  return prompts;
}

function withPaths(turn: Turn, map: (path: string) => string): Turn {
  const mapPart = (part: TurnPart): TurnPart => {
    if (part.kind === "read") return { ...part, path: map(part.path) };
    if (part.kind === "edit") return { ...part, edits: part.edits.map((edit) => ({ ...edit, path: map(edit.path) })) };
    return part;
  };
  return { ...turn, parts: turn.parts.map(mapPart) };
}

/** Relative to the first base that holds it, with `/`. Paths without a base stay as they are. */
function relativePath(path: string, bases: readonly string[]): string {
  const plain = path.replaceAll("\\", "/");
  for (const base of bases) {
    const folder = `${base.replaceAll("\\", "/").replace(/\/+$/, "")}/`;
    if (plain.startsWith(folder)) return plain.slice(folder.length);
  }
  return plain.startsWith("./") ? plain.slice(2) : plain;
}
