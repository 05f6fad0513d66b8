import type { KnowledgeReader, KnowledgeStore } from "../knowledge-store.ts";
import { assertNotNewer } from "../ops/schema.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import { openPrimary, type SqlClient } from "./client.ts";
import { copyToFile } from "./copy-to-file.ts";
import { toTursoError } from "./errors.ts";
import { withTursoErrors } from "./guarded.ts";
import { boundedFetch, type OutboundRequest } from "./http-fetch.ts";
import { migrate } from "./migrate.ts";
import type { Outbox } from "./outbox.ts";
import { createPrimaryWriter, type PrimaryWriter } from "./primary-writer.ts";
import { parsePrimaryUrl } from "./primary-url.ts";
import { runRead } from "./run.ts";
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

/** Opens the store on a server: nothing is kept here but what waits to be sent. */
export async function openRemoteStore(
  server: ServerOptions,
  outbox: Outbox,
  hooks: { readonly onLanded: () => void; readonly onObstacle: (error: unknown) => void },
): Promise<{ readonly store: KnowledgeStore; readonly writer: PrimaryWriter; readonly client: SqlClient }> {
  const { client, host } = connectServer(server, "search and save");
  try {
    await migrate(client, KNOWLEDGE_MIGRATIONS, host, null);
  } catch (error) {
    throw toTursoError(error, host);
  }
  const writer = createPrimaryWriter({ client, outbox, place: host, ...hooks });
  const reads = { mode: "remote", client: () => client, bytes: null } as const;
  const store = createTursoStore({
    ...reads,
    write: writer.write,
    checked: () => client,
    backup: (target) => copyToFile(createTursoReads(reads), target),
    close: async () => client.close(),
  });
  return { store: withTursoErrors(store, host), writer, client };
}

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
