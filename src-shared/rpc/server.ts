import type { Contract, EventName, Handlers, PayloadOf } from "./contract.ts";
import { createConnection, type Connection, type ServerHooks } from "./connection.ts";
import { createDispatcher } from "./dispatch.ts";
import type { Port } from "./port.ts";

export interface ServerOptions extends ServerHooks {
  /** Calls one connection may have running at once; more are answered "busy". */
  readonly maxCallsInFlight?: number;
}

/** The answering end of a contract. One server answers any number of connections. */
export interface Server<C extends Contract> {
  /** Starts to answer on a port until it closes. Returns the function that closes it. */
  connect(port: Port): () => void;
  /** Sends an event to every connected client. */
  emit<E extends EventName<C>>(event: E, payload: PayloadOf<C, E>): void;
  readonly connectionCount: number;
  /** Closes every connection and aborts what runs. Resolves when the last handler has ended. */
  close(): Promise<void>;
}

/** @throws TypeError when a method has no handler, or a handler no method: at start, where it is found, and not at the first call. */
export function createServer<C extends Contract>(contract: C, handlers: Handlers<C>, options: ServerOptions = {}): Server<C> {
  const dispatch = createDispatcher(contract, handlers);
  const connections = new Set<Connection>();
  const ended = new Set<Promise<void>>();
  let isClosed = false;

  return Object.freeze({
    connect(port: Port): () => void {
      if (isClosed) {
        port.close();
        return () => {};
      }
      const connection = createConnection(port, dispatch, options.maxCallsInFlight ?? 10_000, options);
      connections.add(connection);
      const end = connection.ended.then(() => void ended.delete(end));
      ended.add(end);
      port.onClose(() => void connections.delete(connection));
      return () => port.close();
    },
    emit<E extends EventName<C>>(event: E, payload: PayloadOf<C, E>): void {
      if (!Object.hasOwn(contract.events, event)) throw new TypeError(`The contract has no event "${event}".`);
      for (const connection of connections) connection.emit(event, payload);
    },
    get connectionCount() {
      return connections.size;
    },
    async close(): Promise<void> {
      isClosed = true;
      for (const connection of connections) connection.close();
      await Promise.all(ended);
    },
  });
}
