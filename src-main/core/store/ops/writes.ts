import type { VectorRow } from "../vector-reads.ts";
import type { VectorDialect } from "../sql/vector-dialect.ts";
import * as documents from "./document-writes.ts";
import { saveStars } from "./stars.ts";
import * as vectors from "./vector-writes.ts";
import { change, type Write } from "./write.ts";

/** Every write by its name, so that one can be kept and run later. Each is idempotent and atomic. */
const WRITES = {
  upsertRepository: documents.upsertRepository,
  renameRepository: documents.renameRepository,
  removeRepositoryRow: documents.removeRepositoryRow,
  replaceDocuments: documents.replaceDocuments,
  removeDocuments: documents.removeDocuments,
  writeCommits: documents.writeCommits,
  replaceSessionLinks: documents.replaceSessionLinks,
  saveStars,
  activateSpace: vectors.activateSpace,
  removeSpace: vectors.removeSpace,
  mergeSegments: (): Write => [
    ...["passage_fts", "document_fts"].map((table) => change(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', 2000)`)),
    ...vectors.trimChanges(),
  ],
} as const;

type Writes = typeof WRITES & {
  readonly createSpace: (space: Parameters<typeof vectors.createSpace>[1], model: Uint8Array | null) => Write;
  readonly saveVectors: (space: string, rows: readonly VectorRow[]) => Write;
};

/** A write as data: it survives structured cloning. */
export type WriteCall = { readonly [K in keyof Writes]: { readonly name: K; readonly args: Parameters<Writes[K]> } }[keyof Writes];

/** Starts a write; each call decides anew. */
export function startWrite(dialect: VectorDialect, { name, args }: WriteCall): Write {
  if (name === "createSpace") return vectors.createSpace(dialect, ...args);
  if (name === "saveVectors") return vectors.saveVectors(dialect, ...args);
  return (WRITES[name] as (...args: readonly unknown[]) => Write)(...args);
}
