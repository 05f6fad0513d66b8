import { decodeLine } from "./decode-tokens.ts";
import type { CodeToken } from "./segments.ts";
import type { TokenReply, TokenRequest } from "./token-messages.ts";

/** Colours one text from its start on, in pieces. */
export interface TokenSession {
  /** Colours the lines after those of the call before; null when there are no colours to be had. One call at a time. */
  next(lines: readonly string[]): Promise<CodeToken[][] | null>;
  close(): void;
}

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, (reply: TokenReply) => void>();

/** Opens a session for a grammar id of `grammarOf`. The one worker starts with the first. */
export function openTokens(grammar: string): TokenSession {
  const id = ++lastId;
  post({ kind: "open", id, grammar });
  return {
    next: (lines) =>
      new Promise((resolve) => {
        waiting.set(id, (reply) => resolve(reply.lines?.map((runs, index) => decodeLine(lines[index] ?? "", runs)) ?? null));
        post({ kind: "next", id, lines });
      }),
    close() {
      waiting.delete(id);
      post({ kind: "close", id });
    },
  };
}

function post(request: TokenRequest): void {
  if (worker === undefined) {
    worker = new Worker(new URL("./tokens-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<TokenReply>) => {
      const resolve = waiting.get(data.id);
      waiting.delete(data.id);
      resolve?.(data);
    });
  }
  worker.postMessage(request);
}
