import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { Rows } from "../ops/operation.ts";
import type { SqlClient } from "./client.ts";
import { codeOf, redactedMessageOf } from "./errors.ts";
import { requestRebuild } from "./replica-files.ts";

/** What a user is told of a replica that was built anew, once it is. */
export const WAS_DAMAGED = "The replica on this machine was damaged. It was built anew from the database server.";
export const WAS_GONE = "The replica on this machine was gone. It was built anew from the database server.";

/** Whether a replica's own files are at fault: reading them reported so, or libSQL's replication did. */
export function isDamage(error: unknown): boolean {
  return /SQLITE_(CORRUPT|NOTADB)|malformed|not a database|InvalidHeader|invalid.*(header|metadata|checksum)/i.test(
    `${codeOf(error)} ${redactedMessageOf(error)}`,
  );
}

/** To be thrown for a replica that cannot be read. Whoever asked may have it healed and ask again: see `isDamageReport`. */
export function damageError(): VerdigrisError {
  const message = "The replica on this machine is damaged. It is built anew as soon as the database server answers.";
  return new VerdigrisError("unavailable", message, { damaged: true });
}

export function isDamageReport(error: unknown): boolean {
  return error instanceof VerdigrisError && error.details["damaged"] === true;
}

/** Asks for the replica to be built anew when an error says that it is damaged; any other error is thrown on. */
export function onDamage(path: string, error: unknown): never {
  if (!isDamage(error)) throw error;
  requestRebuild(path, WAS_DAMAGED);
  throw damageError();
}

/** The same client of a replica's file, which reports damage. */
export function guardReplica(client: SqlClient, path: string): SqlClient {
  return {
    ...client,
    query: (statements): Promise<readonly Rows[]> => client.query(statements).catch((error: unknown) => onDamage(path, error)),
  };
}
