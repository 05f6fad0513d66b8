/** The server's side of one port: the calls that run on it, their replies, their end. */
import { safeError } from "./dispatch.ts";
import { VerdigrisError } from "./errors.ts";
import { parseClientFrame, type CallFrame, type ServerFrame } from "./frames.ts";
import type { CallContext } from "./contract.ts";
import type { Port } from "./port.ts";
import { transferOf } from "./transfer.ts";
import { toWireError } from "./wire-errors.ts";

export interface ServerHooks {
  /** What went wrong inside, for the log: a handler's unexpected error, or a value that could not be sent. Must not throw. */
  readonly onFault?: (fault: { readonly name: string; readonly code: "internal" | "unsendable"; readonly cause: unknown }) => void;
  /** A frame that is no call, cancel or reply, or that repeats an id. It was dropped. */
  readonly onMalformedFrame?: () => void;
}

export interface Connection {
  emit(event: string, payload: unknown): void;
  close(): void;
  /** Resolves when the port has closed and the last handler has ended. */
  readonly ended: Promise<void>;
}

type Dispatch = (method: string, input: unknown, context: CallContext<unknown>) => Promise<unknown>;

export function createConnection(port: Port, dispatch: Dispatch, maxCallsInFlight: number, hooks: ServerHooks): Connection {
  const running = new Map<number, AbortController>();
  let isClosed = false;
  let markEnded: () => void;
  const ended = new Promise<void>((resolve) => (markEnded = resolve));
  const endWhenIdle = (): void => void (isClosed && running.size === 0 && markEnded());

  port.onClose(() => {
    isClosed = true;
    for (const controller of running.values()) controller.abort(new VerdigrisError("closed", "The caller's connection closed."));
    endWhenIdle();
  });
  port.onFrame((received) => {
    const frame = parseClientFrame(received);
    if (frame?.kind === "cancel") {
      running.get(frame.id)?.abort(new VerdigrisError("cancelled", "The caller cancelled."));
    } else if (frame === undefined || running.has(frame.id)) {
      hooks.onMalformedFrame?.();
    } else if (frame.kind === "unreadable") {
      replyError(frame.id, "call", new VerdigrisError("invalid-input", "The call names no method.", {}));
    } else if (running.size >= maxCallsInFlight) {
      replyError(
        frame.id,
        frame.method,
        new VerdigrisError("busy", "Too many calls are running. Wait for some to end.", { maxCallsInFlight }),
      );
    } else {
      void run(frame);
    }
  });

  async function run({ id, method, input }: CallFrame): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(id, controller);
    const awaited = (): boolean => !isClosed && !signal.aborted && running.get(id) === controller;
    const context: CallContext<unknown> = {
      signal,
      progress: (report) => void (awaited() && send(method, { kind: "progress", id, report })),
    };
    try {
      const output = await dispatch(method, input, context);
      if (awaited()) replyResult(id, method, output);
    } catch (error) {
      // After a cancel nobody waits, and most handlers then throw the signal's reason; only a real surprise is worth the log.
      const safe = signal.aborted && error === signal.reason ? undefined : safeError(method, error);
      if (safe?.code === "internal") hooks.onFault?.({ name: method, code: "internal", cause: safe.cause ?? safe });
      if (safe !== undefined && awaited()) replyError(id, method, safe);
    } finally {
      running.delete(id);
      endWhenIdle();
    }
  }

  function replyResult(id: number, method: string, output: unknown): void {
    if (send(method, { kind: "result", id, output }, transferOf(output))) return;
    replyError(id, method, new VerdigrisError("unsendable", `The result of "${method}" cannot be sent. The log says why.`, { method }));
  }

  function replyError(id: number, method: string, error: VerdigrisError): void {
    const wire = toWireError(error);
    if (send(method, { kind: "error", id, error: wire })) return;
    send(method, { kind: "error", id, error: { ...wire, details: {} } });
  }

  function send(name: string, frame: ServerFrame, transfer?: readonly unknown[]): boolean {
    try {
      port.post(frame, transfer);
      return true;
    } catch (cause) {
      hooks.onFault?.({ name, code: "unsendable", cause });
      return false;
    }
  }

  return {
    emit: (event, payload) => void send(event, { kind: "event", event, payload }),
    close: () => port.close(),
    ended,
  };
}
