import type { Contract } from "../../../src-shared/rpc/contract.ts";
import { createClient } from "../../../src-shared/rpc/client.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { atMost } from "../at-most.ts";

type AnyClient = ReturnType<typeof createClient<Contract>>;

/** A process that is started again when it ends, seen as one client that does not end. */
export interface Supervised {
  /** As `Client.call`. When the process ends meanwhile, the call is made again on the next one: calls must be idempotent. */
  call(
    method: string,
    input: unknown,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (report: never) => void },
  ): Promise<unknown>;
  on(event: string, listener: (payload: never) => void): void;
  /** Ends the process; the next call starts another. */
  restart(): void;
  /** Ends a process that does not come back from what it does. Calls that wait for it fail with the error; without one, they are made again. */
  interrupt(error?: VerdigrisError): void;
  close(): Promise<void>;
}

export interface SupervisedOptions {
  readonly spawn: () => Port;
  /** The first call on each new process. What it throws ends the process and fails the calls that wait for it. */
  readonly start: (client: AnyClient) => Promise<void>;
  /** Told when a process ended that nobody asked to end. */
  readonly onExit?: (reason: string | undefined) => void;
}

const ATTEMPTS = 3;
/** More than a process that was asked to end is given before it is killed (`ports/process-port.ts`). */
const EXIT_MS = 8000;
/** A process that keeps ending is given time between two starts. */
const PAUSE_AFTER_DEATH_MS = 200;

/** As a process that asks to be followed by another one. */
const MADE_AGAIN = new VerdigrisError("unavailable", "The storage's process was ended. It is started again by itself.", { rebuild: true });

export function supervise({ spawn, start, onExit }: SupervisedOptions): Supervised {
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const failures = new WeakMap<AnyClient, VerdigrisError>();
  let current: Promise<AnyClient> | null = null;
  /** Of the process that was started last, which may not have answered yet. */
  let latest: AnyClient | null = null;
  let exited: Promise<unknown> = Promise.resolve();
  let diedAt = 0;
  let closed = false;

  async function open(): Promise<AnyClient> {
    const pause = diedAt + PAUSE_AFTER_DEATH_MS - Date.now();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    // Two at a time would hold the same files.
    await atMost(EXIT_MS, exited);
    if (closed) throw closedError();
    const port = spawn();
    exited = port.exited ?? exited;
    const client = (latest = createClient<Contract>(port));
    port.onClose((reason) => {
      diedAt = Date.now();
      if (asked.has(client)) return;
      if (client === latest) current = null;
      if (!closed) onExit?.(reason);
    });
    for (const [event, set] of listeners) for (const listener of set) client.on(event as never, listener as (payload: unknown) => void);
    try {
      await start(client);
    } catch (error) {
      asked.add(client);
      client.close();
      throw failures.get(client) ?? error;
    }
    return client;
  }
  const asked = new WeakSet<AnyClient>();

  const closedError = (): VerdigrisError => new VerdigrisError("closed", "The storage was closed.");
  function connected(): Promise<AnyClient> {
    if (closed) return Promise.reject(closedError());
    if (current !== null) return current;
    const opening: Promise<AnyClient> = open().catch((error: unknown) => {
      // Another one may have been asked for meanwhile.
      if (current === opening) current = null;
      throw error;
    });
    current = opening;
    return opening;
  }
  async function end(): Promise<void> {
    // Also one that has not come back from its start, and may never.
    const client = latest;
    current = latest = null;
    if (client === null) return;
    failures.set(client, MADE_AGAIN);
    asked.add(client);
    client.close();
    await client.closed;
  }

  return {
    async call(method, input, options) {
      for (let attempt = 1; ; attempt++) {
        let client: AnyClient | null = null;
        try {
          client = await connected();
          return await client.call(method as never, input as never, options as never);
        } catch (error) {
          const failure = client === null ? undefined : failures.get(client);
          if (failure !== undefined && failure !== MADE_AGAIN) throw failure;
          // A process that asks to be followed by another one says so in the answer, or already at its start, and ends.
          const asksForNext = error instanceof VerdigrisError && error.details["rebuild"] === true;
          const ended = asksForNext || (client !== null && error instanceof VerdigrisError && error.code === "closed");
          if (!ended || closed || attempt === ATTEMPTS || options?.signal?.aborted === true) throw error;
          if (asksForNext) await client?.closed;
        }
      }
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      void current?.then((client) => client.on(event as never, listener as (payload: unknown) => void)).catch(() => undefined);
    },
    restart: () => void end(),
    interrupt(error = MADE_AGAIN) {
      if (latest === null) return;
      failures.set(latest, error);
      asked.add(latest);
      current = null;
      latest.close();
    },
    async close() {
      closed = true;
      await end();
      // One that is stuck is killed after its time of grace: left behind, it would keep its files from the next one.
      await atMost(EXIT_MS, exited);
    },
  };
}
