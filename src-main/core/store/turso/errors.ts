import { messageOf, VerdigrisError, type ErrorCode } from "../../../../src-shared/rpc/errors.ts";
import { redactText } from "../../log/redact.ts";

/** What stands between this machine and a database server, as far as it can be told. */
export type Obstacle =
  "dns" | "refused" | "tls" | "timeout" | "network" | "token" | "read-only" | "not-a-database" | "server" | "wiped" | "replaced";

/** libSQL's own code of an error, if it has one. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}

export function redactedMessageOf(error: unknown): string {
  return redactText(messageOf(error));
}

/** What libSQL or the network reported, as an error of the core. `place` names the database for a person. */
export function toTursoError(error: unknown, place: string): VerdigrisError {
  if (error instanceof VerdigrisError) return error;
  const obstacle = obstacleOf(error);
  const [code, message] = obstacle === null ? explainSql(error, place) : explainObstacle(obstacle, place);
  // The cause may quote a request: it is not passed on, its redacted text is.
  return new VerdigrisError(code, message, { place, reason: redactedMessageOf(error), ...(obstacle === null ? {} : { obstacle }) });
}

/** Null when the error is none of the network. */
export function obstacleOf(error: unknown): Obstacle | null {
  if (error instanceof VerdigrisError) return (error.details["obstacle"] as Obstacle | undefined) ?? null;
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    // A web server that answers with a page of its own.
    if (one instanceof SyntaxError || codeOf(one) === "HRANA_PROTO_ERROR") return "not-a-database";
    const status = (one as { status?: unknown }).status;
    if (typeof status === "number") return ofStatus(status);
    if (one.name === "TimeoutError" || one.name === "AbortError") return "timeout";
    const code = codeOf(one);
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "dns";
    if (code === "ECONNREFUSED") return "refused";
    if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT" || code === "UND_ERR_HEADERS_TIMEOUT") return "timeout";
    if (/^(ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/.test(code)) return "tls";
    if (/^(ECONN|EPIPE|EHOST|ENET|UND_ERR)/.test(code)) return "network";
  }
  if (error instanceof TypeError && error.message === "fetch failed") return "network";
  const text = error instanceof Error ? error.message : "";
  if (/PrimaryHandshakeTimeout|Unavailable|tcp connect|error trying to connect/i.test(text)) return "network";
  if (/PermissionDenied/i.test(text)) return "read-only";
  return null;
}

function ofStatus(status: number): Obstacle {
  if (status === 401) return "token";
  if (status === 403) return "read-only";
  return status === 404 || status === 405 ? "not-a-database" : "server";
}

const OBSTACLES: Readonly<Record<Obstacle, readonly [ErrorCode, (place: string) => string]>> = {
  dns: ["unavailable", (place) => `The name of ${place} is not known. Check the URL and your network.`],
  refused: ["unavailable", (place) => `${place} refuses connections. Check the URL and whether the server runs.`],
  tls: ["unavailable", (place) => `${place} could not prove who it is (TLS). Check the URL's scheme and the server's certificate.`],
  timeout: ["unavailable", (place) => `${place} did not answer in time. Try again later.`],
  network: ["unavailable", (place) => `${place} cannot be reached. Check your network.`],
  token: ["permission", (place) => `${place} does not accept the token. It may be wrong or expired: sign in again.`],
  "read-only": ["permission", (place) => `The token may only read ${place}. Use one that may write.`],
  "not-a-database": ["unavailable", (place) => `${place} answers, but not as a libSQL database. Check the URL.`],
  server: ["unavailable", (place) => `${place} reported a fault of its own. Try again later.`],
  wiped: ["conflict", (place) => `The database at ${place} is empty now. What is here is kept, and the database is set up again.`],
  replaced: ["conflict", (place) => `The database at ${place} is another one now, or an older copy. What is here is kept.`],
};

/** An obstacle that was found out, not reported. */
export function obstacleError(obstacle: Obstacle, place: string): VerdigrisError {
  const [code, message] = OBSTACLES[obstacle];
  return new VerdigrisError(code, message(place), { place, obstacle });
}

function explainObstacle(obstacle: Obstacle, place: string): readonly [ErrorCode, string] {
  const [code, message] = OBSTACLES[obstacle];
  return [code, message(place)];
}

function explainSql(error: unknown, place: string): readonly [ErrorCode, string] {
  const code = codeOf(error);
  const text = redactedMessageOf(error);
  const is = (...names: readonly string[]): boolean => names.some((name) => code.startsWith(name) || text.includes(name));
  if (is("SQLITE_FULL", "disk is full", "ENOSPC")) {
    return ["no-space", `There is no space left for ${place}. Nothing stored was lost. Free some space, then try again.`];
  }
  if (is("SQLITE_CORRUPT", "SQLITE_NOTADB", "malformed", "not a database")) {
    return ["corrupt", `The database ${place} is damaged or is not a database. Restore a backup, or move the file away and index again.`];
  }
  if (is("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH", "ConnectionFailed")) {
    return ["permission", `The database ${place} cannot be opened or written. Check that its folder exists and that you may write in it.`];
  }
  if (is("SQLITE_BUSY", "SQLITE_LOCKED", "database is locked")) {
    return ["busy", `Another program is writing to the database ${place}. Close it, or try again later.`];
  }
  if (is("no such table")) {
    return [
      "unavailable",
      `The database ${place} does not hold the library any more. It is set up again at the next sync; nothing here was changed.`,
    ];
  }
  if (is("SQLITE_CONSTRAINT")) return ["conflict", `The database ${place} already holds another row with that id (${text}).`];
  if (is("SQLITE_IOERR")) return ["unavailable", `The disk of the database ${place} did not answer. Check the disk, then try again.`];
  return ["internal", `The database ${place} reported an unexpected error: ${text}`];
}
