import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";

export interface PrimaryUrl {
  /** With the scheme http or https: what is opened. libSQL aborts the whole process on a sync URL without a scheme. */
  readonly url: string;
  readonly host: string;
}

/** libSQL's schemes and the http ones that stand for them. */
const SCHEMES: Readonly<Record<string, string>> = {
  "libsql:": "https:",
  "https:": "https:",
  "wss:": "https:",
  "http:": "http:",
  "ws:": "http:",
};

/** @throws VerdigrisError "invalid-input". The message does not repeat the URL: it may hold a secret. */
export function parsePrimaryUrl(text: string): PrimaryUrl {
  const url = URL.parse(text);
  const scheme = url === null ? undefined : SCHEMES[url.protocol];
  if (url === null || scheme === undefined || url.hostname === "" || url.username !== "" || url.password !== "") {
    throw new VerdigrisError("invalid-input", 'The database URL is none. Write one like "libsql://name-owner.turso.io".');
  }
  const path = url.pathname.replace(/\/+$/, "");
  return { url: `${scheme}//${url.host}${path}`, host: url.host };
}
