import { chunks } from "../../chunks.ts";
import type { KnowledgeStore } from "../knowledge-store.ts";
import { checkDatabase } from "../ops/check.ts";
import { documentIds } from "../ops/documents.ts";
import { unpack } from "../packed.ts";
import type { WriteCall } from "../ops/writes.ts";
import type { SqlClient } from "./client.ts";
import { runRead } from "./run.ts";
import { createTursoReads, type TursoReads } from "./turso-reader.ts";

/** What a mode lends the store. */
export interface TursoBackend extends TursoReads {
  /** Lands a write, or keeps it safe until it can land. */
  readonly write: (call: WriteCall) => Promise<void>;
  /** Where the structure is checked: the primary, when there is one. */
  readonly checked: () => SqlClient | Promise<SqlClient>;
  readonly backup: (target: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Documents removed in one batch. */
const REMOVE_BATCH = 200;

/** The store on libSQL, whatever the mode: the same operations as on SQLite, run asynchronously. */
export function createTursoStore(backend: TursoBackend): KnowledgeStore {
  const { write } = backend;
  const removeAll = async (ids: readonly number[]): Promise<void> => {
    for (const part of chunks(ids, REMOVE_BATCH)) await write({ name: "removeDocuments", args: [part] });
  };
  return {
    ...createTursoReads(backend),
    upsertRepository: (...args) => write({ name: "upsertRepository", args }),
    renameRepository: (...args) => write({ name: "renameRepository", args }),
    async removeRepository(id) {
      // Its documents go in parts, its own row last: a removal that was cut short can be repeated.
      await removeAll(await runRead(await backend.client(), documentIds(id)));
      await write({ name: "removeRepositoryRow", args: [id] });
    },
    replaceDocuments: (...args) => write({ name: "replaceDocuments", args }),
    replacePacked: (batches) => write({ name: "replaceDocuments", args: [batches.flatMap(unpack)] }),
    removeDocuments: removeAll,
    writeCommits: (_repositoryId, batch) => write({ name: "writeCommits", args: [batch] }),
    writePackedCommits: (_repositoryId, batch) => write({ name: "writeCommits", args: [unpack(batch)] }),
    replaceSessionLinks: (...args) => write({ name: "replaceSessionLinks", args }),
    saveStars: (...args) => write({ name: "saveStars", args }),
    createSpace: (...args) => write({ name: "createSpace", args }),
    activateSpace: (...args) => write({ name: "activateSpace", args }),
    removeSpace: (...args) => write({ name: "removeSpace", args }),
    saveVectors: (...args) => write({ name: "saveVectors", args }),
    check: async () => runRead(await backend.checked(), checkDatabase()),
    backup: backend.backup,
    optimise: () => write({ name: "mergeSegments", args: [] }),
    close: backend.close,
  };
}
