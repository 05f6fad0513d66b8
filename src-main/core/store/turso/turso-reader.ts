import type { KnowledgeReader, StoreCapabilities } from "../knowledge-store.ts";
import { get } from "../ops/operation.ts";
import { bindReads } from "../ops/reads.ts";
import { schemaVersion } from "../ops/schema.ts";
import { VECTOR_DIALECTS } from "../sql/vector-dialect.ts";
import type { SqlClient } from "./client.ts";
import { runRead } from "./run.ts";

export type TursoMode = "local" | "embedded" | "remote";

/** What holds for a mode. */
export function capabilitiesOf(mode: TursoMode): StoreCapabilities {
  return { backend: "turso", concurrentReads: mode === "remote", syncs: mode === "embedded", shared: mode !== "local" };
}

export interface TursoReads {
  readonly mode: TursoMode;
  /** Asked at each read: a replica that is built anew has another one. */
  readonly client: () => SqlClient | Promise<SqlClient>;
  /** On this disk. Null where there is no file. */
  readonly bytes: (() => number) | null;
}

/** Every read of the port on libSQL. */
export function createTursoReads({ mode, client, bytes }: TursoReads) {
  const run = async <T>(read: Parameters<typeof runRead<T>>[1]): Promise<T> => runRead(await client(), read);
  return {
    ...bindReads<"async">(VECTOR_DIALECTS.turso, run),
    async info() {
      const version = await run(schemaVersion());
      const engine = await run(get<{ v: string }>("SELECT sqlite_version() AS v"));
      const stored =
        bytes === null
          ? await run(get<{ n: number }>("SELECT page_count * page_size AS n FROM pragma_page_count, pragma_page_size"))
          : undefined;
      return {
        capabilities: capabilitiesOf(mode),
        schemaVersion: version,
        bytes: bytes?.() ?? stored?.n ?? 0,
        engine: `libSQL (SQLite ${engine?.v ?? ""})`,
      };
    },
    dataVersion: async () => (await run(get<{ value: number }>("SELECT value FROM change_counter")))?.value ?? 0,
  } satisfies KnowledgeReader;
}
