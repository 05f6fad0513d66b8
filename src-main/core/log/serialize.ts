/** Makes anything into bounded JSON without secrets. Never throws: a log must not be the reason of a failure. */
import { isSecretName, redactText, REDACTED } from "./redact.ts";

const MAX_TEXT = 8000;
const MAX_DEPTH = 6;
const MAX_ITEMS = 100;

export function serializeFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return serializeObject(fields, 0);
}

function serialize(value: unknown, depth: number): unknown {
  try {
    if (value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value;
    if (typeof value === "string") return text(value);
    if (value === undefined) return undefined;
    if (typeof value === "number" || typeof value === "bigint" || typeof value === "symbol") return text(value.toString());
    if (typeof value !== "object") return `[${typeof value}]`;
    if (depth >= MAX_DEPTH) return "[deeper]";
    if (value instanceof Error) return serializeError(value, depth);
    if (value instanceof Date || value instanceof URL) return text(String(value instanceof Date ? value.toISOString() : value));
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value)) return serializeItems(value, depth);
    if (value instanceof Set) return serializeItems([...value], depth);
    if (value instanceof Map)
      return serializeObject(Object.fromEntries([...value].map(([key, item]) => [String(key), item as unknown])), depth);
    return serializeObject(value as Record<string, unknown>, depth);
  } catch {
    return "[unreadable]";
  }
}

function serializeItems(items: readonly unknown[], depth: number): unknown[] {
  const shown = items.slice(0, MAX_ITEMS).map((item) => serialize(item, depth + 1) ?? null);
  return items.length > MAX_ITEMS ? [...shown, `[${items.length - MAX_ITEMS} more]`] : shown;
}

function serializeObject(value: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).slice(0, MAX_ITEMS)) {
    result[redactText(key)] = isSecretName(key) ? REDACTED : serialize(read(value, key), depth + 1);
  }
  return result;
}

function read(value: Readonly<Record<string, unknown>>, key: string): unknown {
  try {
    return value[key];
  } catch {
    return "[unreadable]";
  }
}

function serializeError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return {
    name: text(name),
    message: text(message),
    ...("code" in error ? { code: serialize(error.code, depth + 1) } : {}),
    ...("details" in error ? { details: serialize(error.details, depth + 1) } : {}),
    ...(stack === undefined ? {} : { stack: text(stack) }),
    ...(cause === undefined ? {} : { cause: serialize(cause, depth + 1) }),
  };
}

/** Cut first, with room for a secret that the cut would split to be still seen whole, then redacted, then cut again. */
function text(value: string): string {
  const redacted = redactText(value.slice(0, MAX_TEXT * 2));
  return redacted.length <= MAX_TEXT ? redacted : `${redacted.slice(0, MAX_TEXT)}…`;
}
