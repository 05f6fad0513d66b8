import type { Assistant } from "../../../src-shared/domain/index.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { createAiderReader } from "./readers/aider.ts";
import { createClaudeCodeReader } from "./readers/claude-code.ts";
import { createCodexReader } from "./readers/codex.ts";
import { createCursorReader } from "./readers/cursor.ts";
import { createGeminiReader } from "./readers/gemini-cli.ts";
import { createOpencodeReader } from "./readers/opencode.ts";
import { createSpecStoryReader } from "./readers/specstory.ts";
import type { ParsedTranscript, ReadOptions, TranscriptReader, TranscriptSource } from "./transcript-reader.ts";

/** Every assistant's reader. */
export const TRANSCRIPT_READERS: Readonly<Record<Assistant, TranscriptReader>> = {
  "claude-code": createClaudeCodeReader(),
  codex: createCodexReader(),
  specstory: createSpecStoryReader(),
  aider: createAiderReader(),
  opencode: createOpencodeReader(),
  "gemini-cli": createGeminiReader(),
  cursor: createCursorReader(),
};

/** What reading gave: conversations, or why there is none. */
export type TranscriptReading =
  { readonly ok: true; readonly sessions: readonly ParsedTranscript[] } | { readonly ok: false; readonly message: string };

/** Reads a transcript. Whatever is in it, the answer is a value; only running out of memory throws. */
export async function readTranscript(
  reader: TranscriptReader,
  source: TranscriptSource,
  options?: ReadOptions,
): Promise<TranscriptReading> {
  try {
    const sessions = await reader.read(source, options);
    return sessions.length > 0 ? { ok: true, sessions } : { ok: false, message: "It holds no message." };
  } catch (error) {
    return { ok: false, message: `It could not be read: ${messageOf(error)}` };
  }
}
