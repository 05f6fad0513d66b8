import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/**
 * Who may use the web host. Other users and programs of the machine can reach a loopback port, and any web page can send
 * requests to it, so: a one-time token in the address is exchanged for an HttpOnly, SameSite=Strict cookie; Host must be ours
 * (against DNS rebinding); Origin, where a browser sends one, must be ours; comparisons take constant time.
 */
export interface Access {
  /** A fresh one-time token. Older unused ones stay good until used; at most 16 are kept. */
  issueToken(): string;
  /** Uses a token up: the cookie to set, or null when it is wrong or was used. */
  redeem(token: string): string | null;
  hasSession(request: IncomingMessage): boolean;
  isKnownHost(request: IncomingMessage): boolean;
  /** True when Origin is absent (not a browser's cross-site request) or ours. A WebSocket must carry it. */
  isKnownOrigin(request: IncomingMessage, required: boolean): boolean;
}

const MAX_TOKENS = 16;

/** @param port the port listened on; `extraPort` is the development server's, which hands requests on. */
export function createAccess(port: number, extraPort: number | null = null): Access {
  const session = randomBytes(32).toString("base64url");
  // Cookies do not tell ports apart: the name does, so that two running apps do not sign each other out.
  const cookieName = `verdigris_${port}`;
  const ports = extraPort === null ? [port] : [port, extraPort];
  const hosts = new Set(ports.flatMap((one) => [`127.0.0.1:${one}`, `localhost:${one}`, `[::1]:${one}`]));
  const tokens: string[] = [];

  return {
    issueToken() {
      const token = randomBytes(32).toString("base64url");
      tokens.push(token);
      if (tokens.length > MAX_TOKENS) tokens.shift();
      return token;
    },
    redeem(token) {
      const index = tokens.findIndex((known) => equalSecrets(known, token));
      if (index < 0) return null;
      tokens.splice(index, 1);
      return `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    },
    hasSession(request) {
      const cookies = (request.headers.cookie ?? "").split(";").map((part) => part.trim());
      return cookies.some((cookie) => cookie.startsWith(`${cookieName}=`) && equalSecrets(session, cookie.slice(cookieName.length + 1)));
    },
    isKnownHost: (request) => hosts.has((request.headers.host ?? "").toLowerCase()),
    isKnownOrigin(request, required) {
      const origin = request.headers.origin;
      if (origin === undefined) return !required;
      return [...hosts].some((host) => origin.toLowerCase() === `http://${host}`);
    },
  };
}

/** Hashing first makes the lengths equal, which `timingSafeEqual` needs, and tells nothing of the secret's length. */
function equalSecrets(expected: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
