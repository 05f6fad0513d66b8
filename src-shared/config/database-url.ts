const PROTOCOLS: ReadonlySet<string> = new Set(["libsql:", "https:", "http:", "wss:", "ws:"]);
const UNENCRYPTED: ReadonlySet<string> = new Set(["http:", "ws:"]);
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const SECRET = /token|password|secret|key|jwt/i;

/** `unencrypted` is a warning: it works, and anyone on the way can read along. */
export type DatabaseUrlProblem = "not-a-url" | "holds-secret" | "unencrypted";

/** The parts of a `URL` that are looked at. Reading one is the platform's work. */
export interface ParsedUrl {
  readonly protocol: string;
  readonly hostname: string;
  readonly username: string;
  readonly password: string;
  readonly searchParams: { keys(): Iterable<string> };
}

/** What is wrong with the URL of a database, or null. @param url null for a text that is none (`URL.parse`). */
export function databaseUrlProblem(url: ParsedUrl | null): DatabaseUrlProblem | null {
  if (url === null || !PROTOCOLS.has(url.protocol) || url.hostname === "") return "not-a-url";
  if (url.username !== "" || url.password !== "" || [...url.searchParams.keys()].some((key) => SECRET.test(key))) return "holds-secret";
  return UNENCRYPTED.has(url.protocol) && !LOOPBACK.test(url.hostname) ? "unencrypted" : null;
}
