import type { Assistant } from "../../../src-shared/domain/index.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { TRANSCRIPT_READERS } from "./registry.ts";
import type { Machine, TranscriptRef } from "./transcript-reader.ts";

/** What there is of an assistant on this machine. */
export interface Look {
  readonly places: readonly string[];
  readonly refs: readonly TranscriptRef[];
  /** False when it could not be listed, and for a database that may not be opened. */
  readonly counted: boolean;
  readonly problem: string | null;
}

/** Databases are opened only once they are allowed: their lists are in them. */
export async function lookFor(assistant: Assistant, here: Machine, mayOpen: boolean): Promise<Look> {
  const reader = TRANSCRIPT_READERS[assistant];
  const places = await reader.detect(here);
  const refs: TranscriptRef[] = [];
  if (!mayOpen && reader.isListInside) return { places, refs, counted: places.length === 0, problem: null };
  try {
    if (places.length > 0) for await (const ref of reader.list(here)) refs.push(ref);
    return { places, refs, counted: true, problem: null };
  } catch (error) {
    return { places, refs, counted: false, problem: messageOf(error) };
  }
}
