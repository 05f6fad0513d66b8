import type { DocumentId, PassageId, SessionId } from "../../../../src-shared/domain/index.ts";
import type { Rows } from "./operation.ts";
import type { HeldSpace } from "./vector-writes.ts";
import type { Held } from "./write.ts";

/** What the store holds of some documents, as far as a write decides by it. */
export interface HeldDocuments {
  readonly documents: ReadonlyMap<DocumentId, { readonly repository: number; readonly path: string }>;
  /** Passages with their digests, by document. */
  readonly passages: ReadonlyMap<DocumentId, ReadonlyMap<PassageId, number>>;
  readonly sessions: ReadonlyMap<DocumentId, readonly SessionId[]>;
  readonly spaces: readonly HeldSpace[];
}

const OF_LISTED = "FROM json_each(?) j CROSS JOIN";

export function* readHeldDocuments(ids: readonly DocumentId[]): Generator<readonly Held[], HeldDocuments, readonly Rows[]> {
  const listed = JSON.stringify(ids);
  const [documents = [], passages = [], sessions = [], spaces = []] = yield [
    {
      columns: ["id", "repository", "path"],
      sql: `SELECT d.id AS id, d.repository AS repository, d.path AS path ${OF_LISTED} document d ON d.id = j.value ORDER BY j.key`,
      args: [listed],
    },
    {
      columns: ["id", "document", "digest"],
      sql: `SELECT p.id AS id, p.document_id AS document, p.digest AS digest ${OF_LISTED} passage p ON p.document_id = j.value ORDER BY j.key, p.id`,
      args: [listed],
    },
    {
      columns: ["id", "document"],
      sql: `SELECT s.id AS id, s.document_id AS document ${OF_LISTED} session s ON s.document_id = j.value ORDER BY j.key, s.id`,
      args: [listed],
    },
    { columns: ["slot", "state"], sql: "SELECT slot, state FROM embedding_space ORDER BY slot", args: [] },
  ];
  const byDocument = new Map<DocumentId, Map<PassageId, number>>();
  for (const { id, document, digest } of passages as readonly { id: number; document: number; digest: number }[]) {
    const known = byDocument.get(document);
    if (known === undefined) byDocument.set(document, new Map([[id, digest]]));
    else known.set(id, digest);
  }
  const sessionsOf = new Map<DocumentId, SessionId[]>();
  for (const { id, document } of sessions as readonly { id: string; document: number }[]) {
    sessionsOf.set(document, [...(sessionsOf.get(document) ?? []), id]);
  }
  return {
    documents: new Map((documents as readonly { id: number; repository: number; path: string }[]).map((row) => [row.id, row])),
    passages: byDocument,
    sessions: sessionsOf,
    spaces: spaces as readonly HeldSpace[],
  };
}
