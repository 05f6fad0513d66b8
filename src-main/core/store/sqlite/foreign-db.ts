import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { messageOf, VerdigrisError } from "../../../../src-shared/rpc/errors.ts";

export type ForeignRow = Readonly<Record<string, unknown>>;

/** A database of another program, opened to read and never to change. */
export interface ForeignDatabase {
  /** Rows one at a time. */
  rows(sql: string, ...values: readonly SQLInputValue[]): Iterable<ForeignRow>;
  /** All rows, or none when there is no such table: other programs' schemas come and go. */
  rowsIfTable(table: string, sql: string, ...values: readonly SQLInputValue[]): readonly ForeignRow[];
  close(): void;
}

/**
 * Opens another program's database without a trace. With a write-ahead log beside it, it is read through SQLite's usual locks (`mode=ro`).
 * Without one, `immutable=1` as well: else SQLite would make a log and its index in the other program's folder. Our own driver takes no such
 * parameters, Node's takes them.
 * @throws VerdigrisError `unavailable` when it cannot be opened or is no database.
 */
export function openForeignDatabase(path: string): ForeignDatabase {
  const sqlite = process.getBuiltinModule("node:sqlite");
  if (sqlite === undefined)
    throw new VerdigrisError("unsupported", "This version of Node cannot read other programs' databases.", { path });
  const url = pathToFileURL(path);
  url.searchParams.set("mode", "ro");
  if (!existsSync(`${path}-wal`)) url.searchParams.set("immutable", "1");
  return guarded(path, () => foreign(new sqlite.DatabaseSync(url, { readOnly: true, timeout: 2000 }), path));
}

function foreign(database: DatabaseSync, path: string): ForeignDatabase {
  return {
    *rows(sql, ...values) {
      const rows = guarded(path, () => database.prepare(sql).iterate(...values));
      for (;;) {
        const next = guarded(path, () => rows.next());
        if (next.done === true) return;
        yield next.value;
      }
    },
    rowsIfTable: (table, sql, ...values) =>
      guarded(path, () => {
        const found = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table);
        return found === undefined ? [] : database.prepare(sql).all(...values);
      }),
    close: () => database.close(),
  };
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const reason = messageOf(cause);
    throw new VerdigrisError("unavailable", `The database ${path} of another program cannot be read (${reason}).`, { path }, { cause });
  }
}
