import type { DocumentId } from "../../../../src-shared/domain/index.ts";
import type { DocumentChanges } from "../transfer-reads.ts";
import { all, get, type Read } from "./operation.ts";

/** A mark is the library's name, which holds no `@`, and a position in its log. */
export function* documentChanges(since: string | null, most: number): Read<DocumentChanges> {
  const state = yield* get<{ library: string; first: number; last: number }>(
    `SELECT i.id || ':' || i.generation AS library, (SELECT min(position) FROM document_change) AS first,
      (SELECT max(position) FROM document_change) AS last FROM database_identity i`,
  );
  if (state === undefined) return { mark: "", ids: null };
  const { library, first, last } = state;
  const mark = `${library}@${last}`;
  const [of, position] = since?.split("@") ?? [];
  const after = Number(position);
  // Further on than the log is: an older copy of the library stands here now.
  if (of !== library || !(after >= first && after <= last)) return { mark, ids: null };
  if (after === last) return { mark, ids: [] };
  // No further than the mark: what came in between is told with the next one.
  const rows = yield* all<{ id: DocumentId }>(
    "SELECT DISTINCT document_id AS id FROM document_change WHERE position > ? AND position <= ? LIMIT ?",
    [after, last, most + 1],
  );
  return { mark, ids: rows.length > most ? null : rows.map(({ id }) => id) };
}
