import type { TurnPart } from "../../../src-shared/domain/index.ts";
import { readTranscript, TRANSCRIPT_READERS } from "../../../src-main/core/transcripts/registry.ts";
import type { ParsedTranscript, ReadOptions, TranscriptSource } from "../../../src-main/core/transcripts/transcript-reader.ts";
import type { Assistant } from "../../../src-shared/domain/index.ts";

/** A transcript in memory, its bytes in chunks of `chunk`. */
export function sourceOf(key: string, files: Readonly<Record<string, string | Uint8Array>>, chunk = 1000): TranscriptSource {
  return {
    key,
    files: Object.keys(files),
    async *open(name) {
      const content = files[name] ?? "";
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
}

export function jsonLines(...records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** The one conversation of a transcript. */
export async function readOne(assistant: Assistant, source: TranscriptSource, options?: ReadOptions): Promise<ParsedTranscript> {
  const reading = await readTranscript(TRANSCRIPT_READERS[assistant], source, options);
  if (!reading.ok) throw new Error(reading.message);
  const [session, another] = reading.sessions;
  if (session === undefined || another !== undefined) throw new Error(`${reading.sessions.length} sessions`);
  return session;
}

/** A conversation in short: who said and did what. */
export function outline(session: ParsedTranscript): string[] {
  return session.turns.flatMap((turn) =>
    turn.parts.map((part) => `${turn.agent === null ? "" : `${turn.agent}/`}${turn.role}: ${partOf(part)}`),
  );
}

function partOf(part: TurnPart): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "thinking":
      return `(${part.text})`;
    case "command":
      return `$ ${part.command} → ${part.status}${part.exitCode === null ? "" : ` ${part.exitCode}`}: ${part.output?.text ?? ""}`;
    case "edit":
      return `edit ${part.edits.map((edit) => `${edit.change} ${edit.path} -${edit.removed.text} +${edit.added.text}`).join(", ")}`;
    case "read":
      return `read ${part.path}`;
    case "agent":
      return `agent ${part.description}`;
    case "tool":
      return `${part.tool} ${part.input.text} → ${part.output?.text ?? ""}`;
    case "image":
      return "image";
    case "record":
      return `record ${part.type} ${part.text}`;
  }
}
