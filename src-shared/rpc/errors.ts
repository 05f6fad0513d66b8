/** Errors that cross a boundary. A code is stable and testable; a message is for a person and says what to do. */
export const ERROR_CODES = [
  "invalid-input",
  "unknown-method",
  "cancelled",
  "closed",
  "not-found",
  "unsupported",
  "unsendable",
  "conflict",
  "busy",
  "corrupt",
  "newer-version",
  "no-space",
  "permission",
  "unavailable",
  "git-failed",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The one error type of the core: what happened, to what, and what to do. */
export class VerdigrisError extends Error {
  override readonly name = "VerdigrisError";
  readonly code: ErrorCode;
  /** Structured facts (path, line, …); must survive JSON. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** What is told of anything that was thrown: its message, without its stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}
