/** Keys and tokens of a libSQL server that this checkout starts or that somebody keeps themselves (`npm run sqld`). */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface ServerKeys {
  /** The public key that the server reads (`SQLD_AUTH_JWT_KEY_FILE`): Ed25519, SPKI in PEM. */
  readonly publicKeyFile: string;
  /** A token for this server. `seconds` is from now and may lie in the past; null is a token that never expires. */
  token(access: "rw" | "ro", seconds: number | null): string;
}

/** The key pair in a folder, made at the first call. The signing key is readable by its owner only and never goes to the server. */
export function serverKeys(folder: string): ServerKeys {
  mkdirSync(folder, { recursive: true });
  const publicKeyFile = join(folder, "public-key.pem");
  const signingKeyFile = join(folder, "signing-key.pem");
  if (!existsSync(signingKeyFile)) {
    const { privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(signingKeyFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  }
  const signingKey = createPrivateKey(readFileSync(signingKeyFile));
  writeFileSync(publicKeyFile, createPublicKey(signingKey).export({ type: "spki", format: "pem" }));
  return { publicKeyFile, token: (access, seconds) => signToken(signingKey, access, seconds) };
}

/** A JSON Web Token (RFC 7519) signed with EdDSA (RFC 8037), with the claims sqld reads: `a` for access, `exp`. */
export function signToken(key: KeyObject, access: "rw" | "ro", seconds: number | null): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const claims = { a: access, iat: now, ...(seconds === null ? {} : { exp: now + seconds }) };
  const body = `${part({ alg: "EdDSA", typ: "JWT" })}.${part(claims)}`;
  return `${body}.${sign(null, Buffer.from(body), key).toString("base64url")}`;
}
