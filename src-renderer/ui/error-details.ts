import { VerdigrisError } from "../../src-shared/rpc/errors.ts";

/** An error as text to send to someone: what, code, facts; never a stack. */
export function errorDetails(error: unknown, now: Date = new Date()): string {
  const facts =
    error instanceof VerdigrisError
      ? [`code: ${error.code}`, ...Object.entries(error.details).map(([name, value]) => `${name}: ${asText(value)}`)]
      : [];
  return [errorMessage(error), ...facts, `time: ${now.toISOString()}`].join("\n");
}

/** What happened, for a person. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
