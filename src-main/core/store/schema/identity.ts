/**
 * Which database this is. A copy keeps the id; a database built anew has another. `generation` rises when its content is
 * rebuilt in place, so that a replica which still holds rows of the old one notices.
 */
export const IDENTITY_TABLES: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    applied_at TEXT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS database_identity (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    created_at TEXT NOT NULL
  )`,
];
