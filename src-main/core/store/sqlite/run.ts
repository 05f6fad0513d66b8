import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { Read } from "../ops/operation.ts";
import { change, isDecided, type Change, type Write } from "../ops/write.ts";
import type { Connection } from "./connection.ts";

/** Runs a read at once. */
export function runRead<T>(connection: Connection, read: Read<T>): T {
  let step = read.next();
  while (step.done !== true) step = read.next(step.value.map(({ sql, args }) => connection.sql(sql).all(...args)));
  return step.value;
}

const COUNT = change("UPDATE change_counter SET value = value + 1");

/** Runs a write in one transaction: what it read cannot change before it has written. One that changes nothing is not counted. */
export function runWrite(connection: Connection, write: Write): void {
  connection.write(() => {
    const changes = isDecided(write) ? write : runRead(connection, write);
    if (changes.length > 0) runChanges(connection, [...changes, COUNT]);
  });
}

export function runChanges(connection: Connection, changes: readonly Change[]): void {
  let text = "";
  let statement = null;
  for (const change of changes) {
    // Changes of one text stand next to each other: it is looked up once.
    if (statement === null || change.sql !== text) statement = connection.sql((text = change.sql));
    try {
      statement.run(...change.args);
    } catch (cause) {
      if (change.conflict === undefined || (cause as { code?: string }).code !== "SQLITE_CONSTRAINT_PRIMARYKEY") throw cause;
      throw new VerdigrisError("conflict", change.conflict.message, change.conflict.details, { cause });
    }
  }
}
