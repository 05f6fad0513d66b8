import type { CallOptions, Client, Contract, EventName, InputOf, MethodName, OutputOf, PayloadOf, ProgressOf } from "./contract.ts";
import { VerdigrisError } from "./errors.ts";
import { parseServerFrame, type ClientFrame, type ServerFrame } from "./frames.ts";
import type { Port } from "./port.ts";
import { fromWireError } from "./wire-errors.ts";

export interface ClientOptions {
  /** Called with what a progress or event listener threw. By default it becomes an unhandled rejection: such a throw is a defect. */
  readonly onListenerError?: (error: unknown) => void;
}

interface PendingCall {
  readonly method: string;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: VerdigrisError) => void;
  readonly onProgress: ((report: never) => void) | undefined;
}

/**
 * The calling end of a contract over a port. It takes the port over: closing the client closes the port.
 * The contract itself is only a type here, so a page does not load its schemas.
 */
export function createClient<C extends Contract>(port: Port, options: ClientOptions = {}): Client<C> {
  const pending = new Map<number, PendingCall>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const onListenerError = options.onListenerError ?? ((error: unknown) => void Promise.reject(error));
  let lastId = 0;
  let isClosed = false;
  let markClosed: () => void;
  const closed = new Promise<void>((resolve) => (markClosed = resolve));

  port.onClose((reason) => {
    isClosed = true;
    for (const call of takeAll()) call.reject(closedError(call.method, reason));
    listeners.clear();
    markClosed();
  });
  port.onFrame((received) => {
    const frame = parseServerFrame(received);
    if (frame !== undefined) receive(frame);
  });

  function* takeAll(): Iterable<PendingCall> {
    const calls = [...pending.values()];
    pending.clear();
    yield* calls;
  }

  function receive(frame: ServerFrame): void {
    if (frame.kind === "event") {
      // A copy, so that a listener which subscribes anew does not meet the same event again.
      for (const listener of Array.from(listeners.get(frame.event) ?? [])) tell(listener, frame.payload);
      return;
    }
    const call = pending.get(frame.id);
    if (call === undefined) return; // late: the call was cancelled
    if (frame.kind === "progress") {
      if (call.onProgress !== undefined) tell(call.onProgress, frame.report);
      return;
    }
    pending.delete(frame.id);
    if (frame.kind === "result") call.resolve(frame.output);
    else call.reject(fromWireError(frame.error));
  }

  function tell(listener: (value: never) => void, value: unknown): void {
    try {
      listener(value as never);
    } catch (error) {
      onListenerError(error);
    }
  }

  async function call<M extends MethodName<C>>(
    method: M,
    input: InputOf<C, M>,
    { signal, onProgress, transfer }: CallOptions<ProgressOf<C, M>> = {},
  ): Promise<OutputOf<C, M>> {
    if (isClosed) throw closedError(method, undefined);
    if (signal?.aborted) throw cancelledError(method, signal);
    const id = ++lastId;
    let onAbort: (() => void) | undefined;
    try {
      return await new Promise<OutputOf<C, M>>((resolve, reject) => {
        pending.set(id, { method, resolve: resolve as (output: unknown) => void, reject, onProgress });
        send({ kind: "call", id, method, input }, transfer);
        onAbort = () => {
          if (!pending.delete(id)) return;
          reject(cancelledError(method, signal));
          port.post({ kind: "cancel", id } satisfies ClientFrame);
        };
        signal?.addEventListener("abort", onAbort, { once: true });
      });
    } finally {
      pending.delete(id);
      if (onAbort !== undefined) signal?.removeEventListener("abort", onAbort);
    }
  }

  function send(frame: ClientFrame & { kind: "call" }, transfer: readonly unknown[] | undefined): void {
    try {
      port.post(frame, transfer);
    } catch (cause) {
      const message = `The input of "${frame.method}" cannot be sent. Pass plain data: no functions, no class instances.`;
      throw new VerdigrisError("unsendable", message, { method: frame.method }, { cause });
    }
  }

  return Object.freeze({
    call,
    on<E extends EventName<C>>(event: E, listener: (payload: PayloadOf<C, E>) => void): () => void {
      if (isClosed) return () => {};
      const own = (payload: PayloadOf<C, E>): void => listener(payload);
      const subscribed = listeners.get(event) ?? new Set();
      listeners.set(event, subscribed.add(own));
      return () => {
        subscribed.delete(own);
        if (subscribed.size === 0 && listeners.get(event) === subscribed) listeners.delete(event);
      };
    },
    close: () => port.close(),
    closed,
  });
}

function closedError(method: string, reason: string | undefined): VerdigrisError {
  const why = reason === undefined ? "the connection is closed" : `the connection closed (${reason})`;
  return new VerdigrisError("closed", `"${method}" got no answer: ${why}.`, { method });
}

function cancelledError(method: string, signal: AbortSignal | undefined): VerdigrisError {
  return new VerdigrisError("cancelled", `"${method}" was cancelled.`, { method }, { cause: signal?.reason });
}
