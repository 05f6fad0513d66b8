import { MessageChannel } from "node:worker_threads";
import { createClient } from "../../../src-shared/rpc/client.ts";
import type { Client } from "../../../src-shared/rpc/contract.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { SearchResponse } from "../../../src-shared/contract/search.ts";
import type { ReaderThreadContract, SearchInput, SearchServiceContract, SearchThreadContract } from "../search/search-service.ts";
import type { ThreadPort } from "../workers.ts";

/** The search engine in the reader's thread alone, then in two: from the second question on. */
export interface GrowingSearch {
  query(input: SearchInput, signal: AbortSignal): Promise<SearchResponse>;
  close(): Promise<void>;
}

/** A thread that keeps ending is not worth having. */
const MOST_STARTS = 3;

/**
 * A process that asks once must not start a thread for it. One that has asked gets the search a thread of its own, which shares each
 * question with the reader's: half of the wait, and whatever else is read meanwhile holds no letter up. Should the thread end, the
 * reader's answers alone again.
 */
export function createGrowingSearch(
  spawn: () => ThreadPort,
  reader: Pick<Client<SearchServiceContract & ReaderThreadContract>, "call">,
): GrowingSearch {
  let thread: Pick<Client<SearchThreadContract>, "call"> | null = null;
  let running: { readonly close: () => void; readonly exited: Promise<unknown> } | null = null;
  let starts = 0;
  let isClosed = false;

  async function start(): Promise<void> {
    starts++;
    const port = spawn();
    const client = createClient<SearchThreadContract>(port);
    running = { close: client.close, exited: port.exited };
    void client.closed.then(() => {
      thread = running = null;
    });
    const { port1, port2 } = new MessageChannel();
    try {
      await reader.call("reader.serve", port1, { transfer: [port1] });
      await client.call("search.start", port2, { transfer: [port2] });
      thread = client;
    } catch (error) {
      // Closed meanwhile: an end that nobody took would keep the reader's thread alive. One that was handed over is not ours to close.
      port2.close();
      throw error;
    }
  }

  return {
    async query(input, signal) {
      const own = thread;
      if (own !== null) {
        try {
          return await own.call("search.query", input, { signal });
        } catch (error) {
          const hasEnded = error instanceof VerdigrisError && error.code === "closed" && !isClosed;
          if (!hasEnded) throw error;
        }
      }
      const answer = await reader.call("engine.query", input, { signal });
      if (running === null && !isClosed && starts < MOST_STARTS) start().catch(() => running?.close());
      return answer;
    },
    async close() {
      isClosed = true;
      const last = running;
      last?.close();
      await last?.exited;
    },
  };
}
