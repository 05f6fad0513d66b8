/** Largest sizes that are read, in bytes. */
export interface SourceCaps {
  readonly maxFileBytes: number;
  /** For line-delimited records (`.jsonl`), which are read a line at a time. */
  readonly maxTranscriptBytes: number;
}

export function isTranscriptPath(path: string): boolean {
  return /\.jsonl$/i.test(path);
}

/** The cap that holds for a path. */
export function capFor(path: string, caps: SourceCaps): number {
  return isTranscriptPath(path) ? caps.maxTranscriptBytes : caps.maxFileBytes;
}
