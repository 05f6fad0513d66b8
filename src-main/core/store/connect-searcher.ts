import type { Searcher } from "../core-context.ts";
import type { SearchServiceContract } from "../search/search-service.ts";
import type { Client } from "../../../src-shared/rpc/contract.ts";

/** The search engine at the other end of a client. */
export function createSearcher(client: Pick<Client<SearchServiceContract>, "call">): Searcher {
  return {
    query: (input, signal) => client.call("engine.query", input, { signal }),
    facets: (input, signal) => client.call("engine.facets", input, { signal }),
    similar: (to, limit) => client.call("engine.similar", { to, limit }),
    matches: (query, text) => client.call("engine.matches", { query, text }),
  };
}
