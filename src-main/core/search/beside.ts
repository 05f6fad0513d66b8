import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Meaning } from "./meaning.ts";

/** What another thread does for a search while this one goes on. */
export interface Beside {
  readonly meaning: Meaning;
  readonly reader: KnowledgeReader;
}

/** A promise that is awaited later, or not at all when the search is given up: its failure is heard then, or by nobody. */
export function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
