import type { Migration } from "./migration.ts";

/** How many changes are remembered; who is further behind compares everything. */
const KEPT = 20_000;

/**
 * Which documents were written or removed, in order, so that sync looks at those alone. Triggers write it, so that nobody who writes can
 * forget to. The first row stands for all that was before: without changes the log is not empty. The database numbers the rows; no row is
 * ever synced as such.
 */
export const documentChanges: Migration = {
  version: 130,
  title: "Log of document changes",
  common: [
    `CREATE TABLE document_change (
      position INTEGER PRIMARY KEY,
      document_id INTEGER NOT NULL
    )`,
    `INSERT INTO document_change (document_id) VALUES (-1)`,
    `CREATE TRIGGER document_written AFTER INSERT ON document BEGIN INSERT INTO document_change (document_id) VALUES (NEW.id); END`,
    `CREATE TRIGGER document_changed AFTER UPDATE ON document BEGIN INSERT INTO document_change (document_id) VALUES (NEW.id); END`,
    `CREATE TRIGGER document_removed AFTER DELETE ON document BEGIN INSERT INTO document_change (document_id) VALUES (OLD.id); END`,
    `CREATE TRIGGER document_change_kept AFTER INSERT ON document_change
      BEGIN DELETE FROM document_change WHERE position <= NEW.position - ${KEPT}; END`,
  ],
};
