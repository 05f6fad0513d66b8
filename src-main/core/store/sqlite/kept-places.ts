import type { PassageId } from "../../../../src-shared/domain/index.ts";
import { createDocumentStamps, MOST_CHANGED, type Stamped } from "../document-stamps.ts";
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
  const kept = new Map<PassageId, Stamped & { readonly place: Candidate }>();
  const stamps = createDocumentStamps();
  let version = -1;

  function current(id: PassageId): Candidate | undefined {
    const known = kept.get(id);
    return known !== undefined && stamps.holds(known) ? known.place : undefined;
  }

  return (ids, filter) => {
    if (isFilter(filter)) return runRead(connection, filterPassages(ids, filter));
    const next = connection.database.pragma("data_version", { simple: true }) as number;
    if (next !== version) stamps.take(runRead(connection, documentChanges(stamps.mark(), MOST_CHANGED)));
    version = next;
    if (kept.size > MOST) kept.clear();
    const found = ids.map(current);
    const missing = ids.filter((_, index) => found[index] === undefined);
    if (missing.length === 0) return found.filter((candidate) => candidate !== undefined);
    for (const id of missing) kept.delete(id);
    for (const place of runRead(connection, filterPassages(missing, filter)))
      kept.set(place.passageId ?? 0, { place, documentId: place.documentId, at: stamps.now() });
    return ids.map((id, index) => found[index] ?? kept.get(id)?.place).filter((candidate) => candidate !== undefined);
  };
}
