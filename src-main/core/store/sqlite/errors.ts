import Database from "better-sqlite3";
import { messageOf, VerdigrisError, type ErrorCode } from "../../../../src-shared/rpc/errors.ts";

/** What SQLite reported, as an error of the core: what happened to which file, and what to do. */
export function toStoreError(error: unknown, path: string): VerdigrisError {
  if (error instanceof VerdigrisError) return error;
  const [code, message] = explain(error, path);
  const sqlite = error instanceof Database.SqliteError ? error.code : null;
  return new VerdigrisError(code, message, { path, sqlite, reason: messageOf(error) }, { cause: error });
}

function explain(error: unknown, path: string): readonly [ErrorCode, string] {
  const code = error instanceof Database.SqliteError ? error.code : "";
  const is = (...families: readonly string[]): boolean => families.some((family) => code === family || code.startsWith(`${family}_`));
  if (is("SQLITE_FULL")) {
    return ["no-space", `There is no space left for the database ${path}. Nothing stored was lost. Free some space, then try again.`];
  }
  if (is("SQLITE_CORRUPT", "SQLITE_NOTADB")) {
    return [
      "corrupt",
      `The database ${path} is damaged or is not a database. Restore a backup from the backups folder, or move the file away and index again.`,
    ];
  }
  if (is("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")) {
    return ["permission", `The database ${path} cannot be opened or written. Check that its folder exists and that you may write in it.`];
  }
  if (is("SQLITE_BUSY", "SQLITE_LOCKED")) {
    return ["busy", `Another program is writing to the database ${path}. Close it, or try again later.`];
  }
  if (is("SQLITE_CONSTRAINT")) return ["conflict", `The database ${path} already holds another row with that id (${messageOf(error)}).`];
  if (is("SQLITE_IOERR")) {
    return ["unavailable", `The disk of the database ${path} did not answer (${code}). Check the disk, then try again.`];
  }
  return ["internal", `The database ${path} reported an unexpected error: ${messageOf(error)}`];
}

/** The same object with every method's errors mapped by {@link toStoreError}. */
export function withStoreErrors<T extends object>(methods: T, path: string): T {
  const guarded: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(methods)) {
    guarded[name] = (...inputs: readonly unknown[]): unknown => {
      try {
        const output: unknown = (method as (...inputs: readonly unknown[]) => unknown)(...inputs);
        if (!(output instanceof Promise)) return output;
        return output.catch((error: unknown) => {
          throw toStoreError(error, path);
        });
      } catch (error) {
        throw toStoreError(error, path);
      }
    };
  }
  return Object.freeze(guarded) as T;
}
