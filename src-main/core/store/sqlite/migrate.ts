import { mkdirSync, rmSync } from "node:fs";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { backupName } from "../backup-name.ts";
import { pendingSteps } from "../ops/schema.ts";
import type { Migration } from "../schema/migration.ts";
import type { Connection } from "./connection.ts";
import { runChanges, runRead } from "./run.ts";

/**
 * Brings the schema up to date: each migration in a transaction of its own, after a backup when there is something to lose.
 * Interrupted anywhere, the next start goes on from the last one that is complete.
 * @returns the backup's path, or null when none was needed.
 */
export function migrate(connection: Connection, migrations: readonly Migration[], backupsDir: string): string | null {
  const { found, steps } = runRead(connection, pendingSteps(migrations, "sqlite", connection.path));
  if (steps.length === 0) return null;
  const backup = found === 0 ? null : backupBefore(connection, found, backupsDir);
  for (const step of steps) connection.write(() => runChanges(connection, step));
  return backup;
}

function backupBefore(connection: Connection, version: number, backupsDir: string): string {
  const target = backupName(connection.path, version, backupsDir);
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
