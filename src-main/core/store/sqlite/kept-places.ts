import type { PassageId } from "../../../../src-shared/domain/index.ts";
import { createDocumentStamps, MOST_CHANGED } from "../document-stamps.ts";
import { createKeptRows } from "../kept-rows.ts";
import { isFilter, type Candidate, type SearchFilter } from "../knowledge-store.ts";
import { documentChanges } from "../ops/document-changes.ts";
import { filterPassages } from "../ops/vector-feed.ts";
import type { Connection } from "./connection.ts";
import { runRead } from "./run.ts";

/** About 5 MB. */
const MOST = 50_000;

/**
 * `filterPassages`, which keeps what document passages are of and of what type, until that document changes: without a filter, searches find
 * the same ones again and again, and looking them up is a third of finding them.
 */
export function keepPlaces(connection: Connection): (ids: readonly PassageId[], filter: SearchFilter) => readonly Candidate[] {
  const stamps = createDocumentStamps();
  const places = createKeptRows<Candidate>(stamps, {
    idOf: ({ passageId }) => passageId ?? 0,
    documentOf: ({ documentId }) => documentId,
    sizeOf: () => 1,
    most: MOST,
  });
  let version = -1;

  return (ids, filter) => {
    if (isFilter(filter)) return runRead(connection, filterPassages(ids, filter));
    const next = connection.database.pragma("data_version", { simple: true }) as number;
    if (next !== version) stamps.take(runRead(connection, documentChanges(stamps.mark(), MOST_CHANGED)));
    version = next;
    const { missing, whole } = places.ask(ids);
    return whole(missing.length === 0 ? [] : runRead(connection, filterPassages(missing, filter)));
  };
}
