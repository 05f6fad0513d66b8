import { defineContract, event, mergeContracts, method, trusted } from "../../../../src-shared/rpc/contract.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { Port } from "../../../../src-shared/rpc/port.ts";
import { createServer } from "../../../../src-shared/rpc/server.ts";
import { createSearchService } from "../../search/serve-search.ts";
import { deferred, keepPromise } from "../deferred.ts";
import type { KnowledgeReader } from "../knowledge-store.ts";
import { READ_METHODS } from "../services.ts";
import type { TursoReaderSettings } from "../turso-settings.ts";
import type { OutboundRequest } from "./http-fetch.ts";
import { openTursoReader } from "./open-turso.ts";

export const tursoReaderControl = defineContract({
  methods: { "turso.startReader": method(trusted<TursoReaderSettings>()).returns<void>() },
  events: { "turso.request": event<OutboundRequest>() },
});
export type TursoReaderControl = typeof tursoReaderControl;

/** Answers on a port as the reader of libSQL, in a process of its own. */
export function serveTursoReader(port: Port): void {
  let settings: TursoReaderSettings | null = null;
  function started(): TursoReaderSettings {
    if (settings === null) throw new VerdigrisError("internal", "The reading process was asked before it was started.");
    return settings;
  }
  const opened = keepPromise(async () => openTursoReader(started().turso, (request) => server.emit("turso.request", request)));
  const reader = deferred<KnowledgeReader>(READ_METHODS, opened);
  const search = createSearchService(() => reader, started);
  const server = createServer<TursoReaderControl>(
    mergeContracts(search.contract, tursoReaderControl) as never,
    {
      ...search.handlers,
      "turso.startReader"(input: TursoReaderSettings) {
        settings = input;
      },
    } as never,
  );
  server.connect(port);
}
