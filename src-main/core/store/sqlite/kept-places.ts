import type { PassageId } from "../../../../src-shared/domain/index.ts";
import { isFilter, type Candidate, type SearchFilter } from "../knowledge-store.ts";
import { filterPassages } from "../ops/vector-feed.ts";
import type { Connection } from "./connection.ts";
import { runRead } from "./run.ts";

/** About 5 MB. */
const MOST = 50_000;

/**
 * `filterPassages`, which keeps what document passages are of and of what type, until the library changes: without a filter, searches find
 * the same ones again and again, and looking them up is a third of finding them.
 */
export function keepPlaces(connection: Connection): (ids: readonly PassageId[], filter: SearchFilter) => readonly Candidate[] {
  const kept = new Map<PassageId, Candidate>();
  let version = -1;

  return (ids, filter) => {
    if (isFilter(filter)) return runRead(connection, filterPassages(ids, filter));
    const current = connection.database.pragma("data_version", { simple: true }) as number;
    if (current !== version || kept.size > MOST) kept.clear();
    version = current;
    const missing = ids.filter((id) => !kept.has(id));
    if (missing.length > 0) for (const found of runRead(connection, filterPassages(missing, filter))) kept.set(found.passageId ?? 0, found);
    return ids.map((id) => kept.get(id)).filter((candidate) => candidate !== undefined);
  };
}
