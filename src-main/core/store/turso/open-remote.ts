import { keepPromise } from "../deferred.ts";
import type { KnowledgeReader, KnowledgeStore } from "../knowledge-store.ts";
import { assertNotNewer } from "../ops/schema.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import { openPrimary, type SqlClient } from "./client.ts";
import { copyToFile } from "./copy-to-file.ts";
import { redactedMessageOf, obstacleError, obstacleOf, toTursoError } from "./errors.ts";
import { withTursoErrors } from "./guarded.ts";
import { boundedFetch, type OutboundRequest } from "./http-fetch.ts";
import { compareMarks, libraryOf, nextGeneration, readMarks, type Marks } from "./marks.ts";
import { setUpLibrary } from "./migrate.ts";
import type { Outbox } from "./outbox.ts";
import { createPrimaryWriter, type PrimaryWriter } from "./primary-writer.ts";
import { parsePrimaryUrl } from "./primary-url.ts";
import { runRead } from "./run.ts";
import type { SeenMarks } from "./seen-marks.ts";
import { createTursoReads } from "./turso-reader.ts";
import { createTursoStore } from "./turso-store.ts";

export interface ServerOptions {
  readonly url: string;
  readonly token: string | null;
  readonly onRequest: (request: OutboundRequest) => void;
}

/** A client of the database server. Opens no connection yet. @throws VerdigrisError "invalid-input" for a URL that is none. */
export function connectServer(
  { url, token, onRequest }: ServerOptions,
  reason: string,
): { readonly client: SqlClient; readonly host: string } {
  const primary = parsePrimaryUrl(url);
  return { client: openPrimary({ url: primary.url, token, fetch: boundedFetch(onRequest, { reason }) }), host: primary.host };
}

export interface RemoteHooks {
  readonly onLanded: () => void;
  readonly onObstacle: (error: unknown) => void;
  /** The server's library is not what it was: what this machine indexed may be missing in it. */
  readonly onRebuilt?: (reason: string) => void;
}

export interface RemoteStore {
  readonly store: KnowledgeStore;
  readonly writer: PrimaryWriter;
  /** Looks which library the server holds and sets up an empty one. Rejects with what stands in the way. */
  readonly prepare: () => Promise<Marks>;
}

/**
 * The store on a server: nothing is kept here but what waits to be sent. Opening asks nothing: the server need not be there, and
 * until it is, reads say why not and writes wait.
 * @param seen what the library was before; null where it does not matter.
 */
export function openRemoteStore(
  server: ServerOptions,
  outbox: Outbox | null,
  hooks: RemoteHooks,
  seen: SeenMarks | null = null,
): RemoteStore {
  const { client, host } = connectServer(server, "search and save");
  let known: Marks | null = null;

  /** How far the library is at least: a write of ours that landed while it was asked is not forgotten. */
  function see(marks: Marks): Marks {
    const isSame = known !== null && libraryOf(known) === libraryOf(marks);
    known = isSame && known !== null && known.counter > marks.counter ? known : marks;
    seen?.write(known);
    return known;
  }
  async function prepare(): Promise<Marks> {
    try {
      // Before the server is asked: a write that lands meanwhile must not look like a server that went back.
      const before = seen?.read() ?? null;
      const found = await runRead(client, readMarks());
      const comparison = before === null ? "same" : compareMarks(before, found);
      if (before !== null && comparison === "gone-back") await client.write(nextGeneration(before));
      const theirs = await setUpLibrary(client, host);
      if (comparison !== "same" && comparison !== "behind") hooks.onRebuilt?.(CHANGED[comparison]);
      return see(theirs);
    } catch (error) {
      throw toTursoError(error, host);
    }
  }
  const prepared = keepPromise(prepare);
  const library = async (): Promise<Marks> => known ?? prepared();
  const writer = createPrimaryWriter({
    client,
    outbox,
    place: host,
    library,
    onLanded: hooks.onLanded,
    // Without waiting for the next look: a server that goes back right after it would not be noticed.
    onCounted: () => void (known !== null && see({ ...known, counter: known.counter + 1 })),
    onObstacle: hooks.onObstacle,
    onRefused: (reason) => hooks.onRebuilt?.(reason),
  });
  /** A read that fails tells how the server stands, too. */
  const watched: SqlClient = {
    ...client,
    async query(statements) {
      try {
        return await client.query(statements);
      } catch (error) {
        if (redactedMessageOf(error).includes("no such table")) hooks.onObstacle(obstacleError("wiped", host));
        else if (obstacleOf(error) !== null) hooks.onObstacle(error);
        throw error;
      }
    },
  };
  const ready = async (): Promise<SqlClient> => {
    try {
      await library();
    } catch (error) {
      hooks.onObstacle(error);
      throw error;
    }
    return watched;
  };
  const reads = { mode: "remote", client: ready, bytes: null } as const;
  const store = createTursoStore({
    ...reads,
    write: writer.write,
    checked: ready,
    backup: (target) => copyToFile(createTursoReads(reads), target),
    close: async () => client.close(),
  });
  return { store: withTursoErrors(store, host), writer, prepare };
}

const CHANGED = {
  wiped: "The database server was empty. Repositories on this machine are indexed into it again.",
  "gone-back": "The database server went back to an older state. Repositories on this machine are indexed into it again.",
  "other-database": "The database server holds another library now. Repositories on this machine are indexed into it.",
} as const;

export async function openRemoteReader(server: ServerOptions): Promise<KnowledgeReader & { close(): Promise<void> }> {
  const { client, host } = connectServer(server, "search");
  try {
    await runRead(client, assertNotNewer(KNOWLEDGE_MIGRATIONS, host));
  } catch (error) {
    throw toTursoError(error, host);
  }
  return withTursoErrors(
    { ...createTursoReads({ mode: "remote", client: () => client, bytes: null }), close: async () => client.close() },
    host,
  );
}
