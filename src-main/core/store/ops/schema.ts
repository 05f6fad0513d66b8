import { randomUUID } from "node:crypto";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { IDENTITY_TABLES } from "../schema/identity.ts";
import { assertOrdered, latestVersion, statementsOf, type Dialect, type Migration } from "../schema/migration.ts";
import { all, get, type Read } from "./operation.ts";
import { change, type Change } from "./write.ts";

/** The version of the database's schema; 0 for an empty file. */
export function* schemaVersion(): Read<number> {
  const table = yield* get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'");
  if (table === undefined) return 0;
  return (yield* get<{ version: number }>("SELECT coalesce(max(version), 0) AS version FROM schema_version"))?.version ?? 0;
}

/** @throws VerdigrisError "newer-version" for a database that a later Verdigris wrote; it is left as it is. */
export function* assertNotNewer(migrations: readonly Migration[], place: string): Read<number> {
  const found = yield* schemaVersion();
  const known = latestVersion(migrations);
  if (found <= known) return found;
  throw new VerdigrisError(
    "newer-version",
    `The database ${place} was written by a newer Verdigris (schema ${found}; this one knows ${known}). Update Verdigris, or name another data folder.`,
    { path: place, found, known },
  );
}

/**
 * What is to be run to bring the schema up to date: each step lands by itself, so that an interrupted migration goes on from
 * the last one that is complete. Empty when there is nothing to do.
 * @throws VerdigrisError "newer-version"; "conflict" for a database of another program that happens to be SQLite.
 */
export function* pendingSteps(
  migrations: readonly Migration[],
  dialect: Dialect,
  place: string,
): Read<{ readonly found: number; readonly steps: readonly (readonly Change[])[] }> {
  assertOrdered(migrations);
  const found = yield* assertNotNewer(migrations, place);
  // By name, not by number: a step may have been put before one that is there already.
  const applied = found === 0 ? [] : yield* all<{ version: number }>("SELECT version FROM schema_version");
  const pending = migrations.filter(({ version }) => !applied.some((one) => one.version === version));
  if (pending.length === 0) return { found, steps: [] };
  if (found === 0) yield* assertEmpty(place);
  const now = new Date().toISOString();
  const identity = [
    ...IDENTITY_TABLES.map((sql) => change(sql)),
    change("INSERT OR IGNORE INTO database_identity (only_row, id, generation, created_at) VALUES (1, ?, 1, ?)", randomUUID(), now),
  ];
  const steps = pending.map((migration) => [
    ...statementsOf(migration, dialect).map((sql) => change(sql)),
    change("INSERT INTO schema_version (version, title, applied_at) VALUES (?, ?, ?)", migration.version, migration.title, now),
  ]);
  return { found, steps: [identity, ...steps] };
}

/** A file of another program that happens to be SQLite must not get our tables. */
function* assertEmpty(place: string): Read<void> {
  const sql = `SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'libsql\\_%' ESCAPE '\\'
    AND name NOT IN ('schema_version', 'database_identity') LIMIT 3`;
  const tables = (yield* all<{ name: string }>(sql)).map((row) => row.name);
  if (tables.length === 0) return;
  // Another machine set it up between the two questions: these tables are ours.
  if ((yield* schemaVersion()) > 0) return;
  throw new VerdigrisError(
    "conflict",
    `The database ${place} belongs to another program (it holds ${tables.join(", ")}). Nothing was changed there. Name another one in the settings.`,
    { path: place, tables },
  );
}
