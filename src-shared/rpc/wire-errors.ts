import { ERROR_CODES, VerdigrisError, type ErrorCode, type WireError } from "./errors.ts";

const KNOWN_CODES: ReadonlySet<string> = new Set(ERROR_CODES);
const MAX_MESSAGE = 10_000;

/** What is sent of an error: never its stack or cause. */
export function toWireError(error: VerdigrisError): WireError {
  return { code: error.code, message: error.message.slice(0, MAX_MESSAGE), details: error.details };
}

/** The error a caller receives. A code this version does not know becomes "internal"; the message is kept. */
export function fromWireError(error: WireError): VerdigrisError {
  return new VerdigrisError(error.code, error.message, error.details);
}

/** Reads a received error, whatever it holds; undefined when it is not one at all. */
export function parseWireError(value: unknown): WireError | undefined {
  if (!isRecord(value) || typeof value["message"] !== "string") return undefined;
  return {
    code: isErrorCode(value["code"]) ? value["code"] : "internal",
    message: value["message"].slice(0, MAX_MESSAGE),
    details: isRecord(value["details"]) ? value["details"] : {},
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && KNOWN_CODES.has(value);
}
