import { constants, setPriority } from "node:os";
import type { Port } from "../../../../src-shared/rpc/port.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { createServer } from "../../../../src-shared/rpc/server.ts";
import { deferred, keepPromise } from "../deferred.ts";
import type { KnowledgeStore } from "../knowledge-store.ts";
import { STORE_METHODS, storeService } from "../services.ts";
import { tursoContract, type TursoControl } from "../turso-service.ts";
import type { TursoSettings } from "../turso-settings.ts";
import { openTurso, type OpenTurso } from "./open-turso.ts";
import type { OutboundRequest } from "./http-fetch.ts";
import { testConnection } from "./test-connection.ts";

/** Exit code of a process that ends so that the next one builds the replica anew. */
const REBUILD_EXIT = 75;

/** Answers on a port as the libSQL store, in a process of its own. */
export function serveTursoStore(port: Port, exit: (code: number) => void): void {
  let settings: TursoSettings | null = null;
  const opened = keepPromise(open);
  const onRequest = (request: OutboundRequest): void => server.emit("turso.request", request);

  async function open(): Promise<OpenTurso> {
    if (settings === null) throw new VerdigrisError("internal", "The libSQL process was asked before it was started.");
    return openTurso(settings, {
      onRequest,
      onPulling: (pulling, ok) => server.emit("turso.pulling", { pulling, ok }),
      onState: (state) => server.emit("turso.state", state),
      onRebuilt: (reason) => server.emit("turso.rebuilt", { reason }),
      // The port's answers go out first.
      onMustRestart: () => void setTimeout(() => exit(REBUILD_EXIT), 50),
    });
  }
  const store = deferred<KnowledgeStore>(STORE_METHODS, async () => (await opened()).store);
  const server = createServer<TursoControl>(
    tursoContract as never,
    {
      ...storeService.handlers(() => store),
      async "turso.start"(input: TursoSettings) {
        settings = input;
        // Nobody waits for a copy: where cores are few, searches go first. Before libSQL's threads start, which inherit it.
        if (input.isCopy) setPriority(constants.priority.PRIORITY_LOW);
        await opened();
      },
      async "turso.syncNow"() {
        const { sync } = await opened();
        if (sync === null) throw new VerdigrisError("unsupported", "This storage does not sync.");
        await sync.now();
        return sync.state();
      },
      "turso.state": async () => (await opened()).sync?.state() ?? null,
      "turso.test": (
        input: { url: string; token: string | null },
        { signal, progress }: { signal: AbortSignal; progress: (check: never) => void },
      ) => testConnection(input, { signal, onCheck: (check) => progress(check as never), onRequest }),
    } as never,
  );
  server.connect(port);
}
