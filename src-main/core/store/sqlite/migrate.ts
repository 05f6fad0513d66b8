import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { IDENTITY_TABLES } from "../schema/identity.ts";
import { assertOrdered, latestVersion, statementsOf, type Migration } from "../schema/migration.ts";
import type { Connection } from "./connection.ts";

/** The version of the database's schema; 0 for an empty file. */
export function schemaVersion(connection: Connection): number {
  const table = connection.sql("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'").get();
  if (table === undefined) return 0;
  return connection.sql<{ version: number }>("SELECT coalesce(max(version), 0) AS version FROM schema_version").get()?.version ?? 0;
}

/** @throws VerdigrisError "newer-version" for a file that a later Verdigris wrote; it is left as it is. */
export function assertNotNewer(connection: Connection, migrations: readonly Migration[]): void {
  const found = schemaVersion(connection);
  const known = latestVersion(migrations);
  if (found <= known) return;
  throw new VerdigrisError(
    "newer-version",
    `The database ${connection.path} was written by a newer Verdigris (schema ${found}; this one knows ${known}). Update Verdigris, or name another data folder.`,
    { path: connection.path, found, known },
  );
}

/**
 * Brings the schema up to date: each migration in a transaction of its own, after a backup when there is something to lose.
 * Interrupted anywhere, the next start goes on from the last one that is complete.
 * @returns the backup's path, or null when none was needed.
 */
export function migrate(connection: Connection, migrations: readonly Migration[], backupsDir: string): string | null {
  assertOrdered(migrations);
  assertNotNewer(connection, migrations);
  const found = schemaVersion(connection);
  const pending = migrations.filter((migration) => migration.version > found);
  if (pending.length === 0) return null;
  if (found === 0) assertEmpty(connection);
  const backup = found === 0 ? null : backupBefore(connection, found, backupsDir);
  connection.write(() => {
    for (const statement of IDENTITY_TABLES) connection.database.exec(statement);
    connection
      .sql("INSERT OR IGNORE INTO database_identity (only_row, id, generation, created_at) VALUES (1, ?, 1, ?)")
      .run(randomUUID(), new Date().toISOString());
  });
  for (const migration of pending) apply(connection, migration);
  return backup;
}

/** A file of another program that happens to be SQLite must not get our tables. */
function assertEmpty(connection: Connection): void {
  const sql =
    "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN ('schema_version', 'database_identity') LIMIT 3";
  const tables = connection
    .sql<{ name: string }>(sql)
    .all()
    .map((row) => row.name);
  if (tables.length === 0) return;
  throw new VerdigrisError(
    "conflict",
    `The file ${connection.path} is a database of another program (it holds ${tables.join(", ")}). Name another file in the settings.`,
    { path: connection.path, tables },
  );
}

function apply(connection: Connection, migration: Migration): void {
  connection.write(() => {
    for (const statement of statementsOf(migration, "sqlite")) connection.database.exec(statement);
    connection
      .sql("INSERT INTO schema_version (version, title, applied_at) VALUES (?, ?, ?)")
      .run(migration.version, migration.title, new Date().toISOString());
  });
}

function backupBefore(connection: Connection, version: number, backupsDir: string): string {
  const extension = extname(connection.path);
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const target = join(backupsDir, `${basename(connection.path, extension)}-schema-${version}-${stamp}${extension}`);
  try {
    mkdirSync(backupsDir, { recursive: true });
    connection.sql("VACUUM INTO ?").run(target);
  } catch (cause) {
    rmSync(target, { force: true });
    throw new VerdigrisError(
      "no-space",
      `The database ${connection.path} needs an update, and the backup before it could not be written to ${backupsDir}. Nothing was changed. Check the space and the permissions there.`,
      { path: connection.path, backupsDir },
      { cause },
    );
  }
  return target;
}
