import type { Migration } from "./migration.ts";

/**
 * How libSQL writes atomically without holding a lock over the network. `write_guard` never holds a row: an insert into it
 * fails, and its batch with it, when what a write decided by has changed. `change_counter` counts committed writes.
 */
export const optimisticWrites: Migration = {
  version: 50,
  title: "Guard and counter of batched writes",
  common: [],
  only: {
    turso: [
      `CREATE TABLE write_guard (changed INTEGER CONSTRAINT decided CHECK (changed = 0))`,
      `CREATE TABLE change_counter (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), value INTEGER NOT NULL)`,
      `INSERT INTO change_counter (only_row, value) VALUES (1, 0)`,
    ],
  },
};
