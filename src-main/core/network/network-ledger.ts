import { appendFileSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import type { NetworkRequest } from "../../../src-shared/contract/network.ts";
import type { Logger } from "../log/logger.ts";

/** Every request that leaves this machine, written down before its answer is used. Whoever needs the network gets its `fetch` here. */
export interface NetworkLedger {
  /** A `fetch` whose requests are written down with this reason. */
  fetch(reason: string): typeof fetch;
  /** For requests that another process made. */
  record(request: NetworkRequest): void;
  /** Newest first. */
  list(limit: number): readonly NetworkRequest[];
  clear(): void;
}

const MAX_BYTES = 2_000_000;

/** One line of JSON a request; past two megabytes the older half is let go. */
export function openNetworkLedger(path: string, logger: Logger, onRequest: (request: NetworkRequest) => void): NetworkLedger {
  function record(request: NetworkRequest): void {
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(path, `${path}.1`);
      appendFileSync(path, `${JSON.stringify(request)}\n`, { mode: 0o600 });
    } catch (error) {
      logger.error("A request could not be written into the network ledger.", { error });
    }
    onRequest(request);
  }

  return {
    record,
    fetch: (reason) => async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : String(input));
      const made = {
        at: new Date().toISOString(),
        host: url.host,
        method: init?.method ?? "GET",
        reason,
        bytesSent: typeof init?.body === "string" ? Buffer.byteLength(init.body) : 0,
      };
      try {
        const response = await fetch(input, init);
        return counted(response, (bytesReceived) => record({ ...made, bytesReceived, status: response.status }));
      } catch (error) {
        record({ ...made, bytesReceived: 0, status: null });
        throw error;
      }
    },
    list(limit) {
      const lines = [`${path}.1`, path].flatMap((file) => linesOf(file));
      return lines.slice(-limit).toReversed();
    },
    clear() {
      for (const file of [path, `${path}.1`]) rmSync(file, { force: true });
    },
  };
}

/** The same answer; what comes is counted, and reported when the body has ended, was cut or was let go. */
function counted(response: Response, report: (bytes: number) => void): Response {
  if (response.body === null) {
    report(0);
    return response;
  }
  let bytes = 0;
  let reported = false;
  const once = (): void => {
    if (!reported) report(bytes);
    reported = true;
  };
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          once();
          controller.close();
          return;
        }
        bytes += value.byteLength;
        controller.enqueue(value);
      } catch (error) {
        once();
        controller.error(error);
      }
    },
    async cancel(reason) {
      once();
      await reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
}

function linesOf(path: string): NetworkRequest[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as NetworkRequest];
    } catch {
      return []; // A line cut short by a crash.
    }
  });
}
