import type { Migration } from "./migration.ts";

/** libSQL counts its committed writes since 50; SQLite does from here on, so that sync can tell at a glance that nothing changed. */
export const libraryRevision: Migration = {
  version: 95,
  title: "Counter of writes",
  common: [],
  only: {
    sqlite: [
      `CREATE TABLE change_counter (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), value INTEGER NOT NULL)`,
      `INSERT INTO change_counter (only_row, value) VALUES (1, 0)`,
    ],
  },
};
