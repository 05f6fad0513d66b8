import type { Migration } from "./migration.ts";

/**
 * Which vectors of a serving space have changed, in order, so that an index in memory can follow. It says that something
 * changed, never what: whoever reads it looks the vector up. The database numbers the rows; no row is ever synced as such.
 */
export const vectorChanges: Migration = {
  version: 45,
  title: "Log of vector changes",
  common: [
    `CREATE TABLE vector_change (
      revision INTEGER PRIMARY KEY AUTOINCREMENT,
      slot TEXT NOT NULL,
      passage_id INTEGER NOT NULL
    )`,
  ],
};
