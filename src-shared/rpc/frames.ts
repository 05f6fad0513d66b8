/** The messages of the RPC protocol. Ids are chosen by the client, are unique on its connection and are never used again. */
import type { WireError } from "./errors.ts";
import { isRecord, parseWireError } from "./wire-errors.ts";

/** Client to server: run a method. */
export interface CallFrame {
  readonly kind: "call";
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}
/** Client to server: the caller no longer waits. No reply follows. */
export interface CancelFrame {
  readonly kind: "cancel";
  readonly id: number;
}
/** Server to client: any number of them before the reply. */
export interface ProgressFrame {
  readonly kind: "progress";
  readonly id: number;
  readonly report: unknown;
}
/** Server to client: the call succeeded. */
export interface ResultFrame {
  readonly kind: "result";
  readonly id: number;
  readonly output: unknown;
}
/** Server to client: the call failed. */
export interface ErrorFrame {
  readonly kind: "error";
  readonly id: number;
  readonly error: WireError;
}
/** Server to every client. */
export interface EventFrame {
  readonly kind: "event";
  readonly event: string;
  readonly payload: unknown;
}

export type ClientFrame = CallFrame | CancelFrame;
export type ServerFrame = ProgressFrame | ResultFrame | ErrorFrame | EventFrame;

const MAX_NAME = 200;

/** Reads a frame a client sent. A call whose id can be read but whose rest cannot is `unreadable`, so that it can be answered. */
export function parseClientFrame(value: unknown): ClientFrame | { readonly kind: "unreadable"; readonly id: number } | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, id } = value;
  if (!isId(id)) return undefined;
  if (kind === "cancel") return { kind, id };
  if (kind !== "call") return undefined;
  return isName(value["method"]) ? { kind, id, method: value["method"], input: value["input"] } : { kind: "unreadable", id };
}

/** Reads a frame a server sent; undefined when it is none. An error frame whose error is unreadable is still an error. */
export function parseServerFrame(value: unknown): ServerFrame | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, id } = value;
  if (kind === "event") return isName(value["event"]) ? { kind, event: value["event"], payload: value["payload"] } : undefined;
  if (!isId(id)) return undefined;
  if (kind === "progress") return { kind, id, report: value["report"] };
  if (kind === "result") return { kind, id, output: value["output"] };
  if (kind !== "error") return undefined;
  const error = parseWireError(value["error"]) ?? {
    code: "internal",
    message: "The call failed, and its error could not be read.",
    details: {},
  };
  return { kind, id, error };
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_NAME;
}
