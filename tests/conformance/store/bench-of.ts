import { afterEach, beforeEach } from "vitest";
import type { KnowledgeStore } from "../../../src-main/core/store/knowledge-store.ts";
import type { Bench, Column } from "./columns.ts";
import { OTHER, REPOSITORY } from "./library.ts";

/** A new database with two repositories before each test, removed after it. */
export function benchOf(column: Column): { readonly bench: () => Bench; readonly store: () => KnowledgeStore } {
  let bench: Bench;
  beforeEach(async () => {
    bench = await column.open();
    await bench.store().upsertRepository(REPOSITORY);
    await bench.store().upsertRepository(OTHER);
  });
  afterEach(() => bench.remove());
  return { bench: () => bench, store: () => bench.store() };
}
