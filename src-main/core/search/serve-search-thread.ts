import { createClient } from "../../../src-shared/rpc/client.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { Client, Handlers } from "../../../src-shared/rpc/contract.ts";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { messagePort } from "../ports/worker-port.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import { lazily, type ServiceClient } from "../store/service.ts";
import { readerService } from "../store/services.ts";
import { createSearchEngine, type SearchEngine } from "./engine.ts";
import { keepingReads } from "./kept-reads.ts";
import type { Meaning } from "./meaning.ts";
import { searchThreadContract, type SearchServiceContract, type SearchThreadContract } from "./search-service.ts";

export interface SearchThread {
  readonly contract: SearchThreadContract;
  readonly handlers: Handlers<SearchThreadContract>;
  /** To be called when nobody asks any more: the port to the reader's thread keeps this thread alive. */
  close(): void;
}

/** The search in a thread of its own: it finds passages by words and scores, while the reader's thread finds by meaning and among whole documents. */
export function createSearchThread(openReader: () => KnowledgeReader, touching: (port: Port) => Port): SearchThread {
  const reader = lazily(openReader);
  let engine: SearchEngine | null = null;
  let beside: Pick<Client<SearchServiceContract>, "close"> | null = null;
  return {
    contract: searchThreadContract,
    handlers: {
      async "search.start"(port) {
        const client = createClient<SearchServiceContract>(touching(messagePort(port)));
        beside = client;
        const meaning: Meaning = { candidates: (query) => client.call("engine.meaning", query) };
        engine = createSearchEngine(keepingReads(reader()), {
          beside: { meaning, reader: readerService.remote(client as unknown as ServiceClient) },
        });
        // Opened before the first question.
        await reader().listRepositories();
      },
      "search.query"(input, { signal }) {
        if (engine === null) throw new VerdigrisError("internal", "The search's thread was asked before it was started.");
        return engine.query(input, signal);
      },
    },
    close: () => beside?.close(),
  };
}
