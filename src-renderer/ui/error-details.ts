import { messageOf, VerdigrisError } from "../../src-shared/rpc/errors.ts";

/** An error as text to send to someone: what, code, facts; never a stack. */
export function errorDetails(error: unknown, now: Date = new Date()): string {
  const facts =
    error instanceof VerdigrisError
      ? [`code: ${error.code}`, ...Object.entries(error.details).map(([name, value]) => `${name}: ${asText(value)}`)]
      : [];
  return [messageOf(error), ...facts, `time: ${now.toISOString()}`].join("\n");
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
