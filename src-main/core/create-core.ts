import { coreContract, type CoreClient, type CoreContract } from "../../src-shared/contract/index.ts";
import { createClient } from "../../src-shared/rpc/client.ts";
import { createMemoryPortPair } from "../../src-shared/rpc/memory-port.ts";
import type { Port } from "../../src-shared/rpc/port.ts";
import { createServer } from "../../src-shared/rpc/server.ts";
import { applyRestore } from "./backup/restore-backup.ts";
import { bothOrFirstFailure } from "./both.ts";
import { openConfig } from "./config/config-service.ts";
import type { HostServices } from "./core-context.ts";
import { createDownloads } from "./embed/downloads.ts";
import { openLibrary } from "./library/open-library.ts";
import { createMove } from "./library/move.ts";
import type { LibraryParts } from "./library/serve-library.ts";
import { createSwitchboard } from "./library/switchboard.ts";
import { openLogger } from "./log/open-logger.ts";
import { openNetworkLedger } from "./network/network-ledger.ts";
import { preparePaths } from "./paths.ts";
import { collectGarbage } from "./rest/collect-garbage.ts";
import { createRest, touching } from "./rest/rest.ts";
import { openSecrets } from "./secrets/secret-store.ts";
import { trackThreads, type SpawnProcess, type SpawnThread } from "./workers.ts";

export interface CoreOptions {
  readonly version: string;
  readonly host: HostServices;
  readonly spawnThread: SpawnThread;
  /** Where Turso runs. A core without it keeps to SQLite. */
  readonly spawnProcess?: SpawnProcess;
  /** Watch repositories and go on with interrupted runs. A one-off command leaves both. */
  readonly upkeep?: boolean;
  /** For one command: what only a longer life repays is left out. */
  readonly isBrief?: boolean;
}

export interface Core {
  /** Answers a client. */
  readonly connect: (port: Port) => void;
  /** A client in this process. */
  client(): CoreClient;
  /** Notes in the log a failure that nobody answers for. */
  reportFault(error: unknown): void;
  /** Ends runs (the next start goes on with them), closes the databases. Safe to call again. */
  close(): Promise<void>;
}

/**
 * The composition root: what lasts as long as the core is put together here, what stands on a storage in `serveLibrary`, and nothing
 * anywhere else.
 * @throws VerdigrisError when the data folder or the database cannot be used; the message says which and what to do.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const paths = preparePaths();
  const logger = openLogger(paths);
  const config = await openConfig(paths, logger);
  // A storage on a server speaks before there is anyone to tell.
  let isServing = false;
  const idle = createRest(collectGarbage);
  idle.touch();
  const emit: LibraryParts["emit"] = (event, payload) => {
    idle.touch();
    if (isServing) server.emit(event, payload);
  };
  const network = openNetworkLedger(paths.networkLedger, logger, (request) => emit("network.request", request));
  const { spawnThread, ended: threadsEnded } = trackThreads(options.spawnThread);
  const parts: LibraryParts = {
    version: options.version,
    host: options.host,
    paths,
    logger,
    config,
    network,
    secrets: openSecrets(paths.home, options.host.cipher ?? null),
    spawnThread,
    spawnProcess: options.spawnProcess,
    downloads: createDownloads(paths.models, network, () => board.current().announceEmbedding()),
    upkeep: options.upkeep !== false,
    isBrief: options.isBrief === true,
    emit,
    move: createMove(() => ({ parts, board })),
  };
  await applyRestore({ paths, config }, logger);
  // Loaded while threads open the library: it is most of the core.
  const [opened, { serveLibrary }] = await bothOrFirstFailure(openLibrary(parts), import("./library/serve-library.ts"));
  const first = serveLibrary(opened, parts);
  const board = createSwitchboard(first, (error) => logger.error("A storage that was left was not closed in order.", { error }));
  const server = createServer<CoreContract>(coreContract, board.handlers, {
    onFault: ({ name, code, cause }) => logger.error("A call failed unexpectedly.", { name, code, error: cause }),
  });
  isServing = true;
  void first.begin();

  let closing: Promise<void> | null = null;
  return {
    connect: (port) => void server.connect(touching(port, idle.touch)),
    client() {
      const [near, far] = createMemoryPortPair();
      server.connect(far);
      return createClient<CoreContract>(near);
    },
    reportFault: (error) => logger.error("Something failed unexpectedly; the app goes on.", { error }),
    close() {
      closing ??= (async () => {
        idle.close();
        parts.downloads.close();
        await board.current().settle();
        await board.current().stopMoving();
        const last = board.current();
        await last.rest();
        await server.close();
        await last.close();
        await board.retired();
        await threadsEnded();
        config.close();
        await logger.close();
      })();
      return closing;
    },
  };
}
