import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TokenSource } from "../../../src-shared/contract/storage.ts";
import { writeFileAtomic } from "../config/write-file-atomic.ts";

/** The operating system's keychain, as a host lends it: what it encrypts only this user on this machine can decrypt. */
export interface SecretCipher {
  encrypt(text: string): Uint8Array;
  decrypt(bytes: Uint8Array): string;
}

/** Where the database server's token is kept. It is read for one purpose: to be handed to the process that connects. */
export interface SecretStore {
  /** The token and where it was found: the variable first, then what was entered. */
  readToken(variable: string): { readonly token: string | null; readonly source: TokenSource };
  saveToken(token: string): Promise<void>;
  forgetToken(): void;
  readonly osKeychain: boolean;
}

const SEALED = "token.sealed";
const PLAIN = "token";

/** @param folder the data folder. Without a keychain the token lies in a file that only this user can read. */
export function openSecrets(
  folder: string,
  cipher: SecretCipher | null,
  env: Readonly<Record<string, string | undefined>> = process.env,
): SecretStore {
  const sealed = join(folder, SEALED);
  const plain = join(folder, PLAIN);

  function entered(): { readonly token: string | null; readonly source: TokenSource } {
    if (cipher !== null && existsSync(sealed)) {
      try {
        return { token: cipher.decrypt(Buffer.from(readFileSync(sealed, "utf8"), "base64")), source: "keychain" };
      } catch {
        // Sealed on another machine or by another user: it has to be entered again.
      }
    }
    if (existsSync(plain)) return { token: readFileSync(plain, "utf8").trim(), source: "file" };
    return { token: null, source: "none" };
  }

  return {
    osKeychain: cipher !== null,
    readToken(variable) {
      const value = env[variable]?.trim();
      return value === undefined || value === "" ? entered() : { token: value, source: "environment" };
    },
    async saveToken(token) {
      const path = cipher === null ? plain : sealed;
      await writeFileAtomic(path, cipher === null ? token : Buffer.from(cipher.encrypt(token)).toString("base64"));
      chmodSync(path, 0o600);
      rmSync(cipher === null ? sealed : plain, { force: true });
    },
    forgetToken() {
      for (const path of [sealed, plain]) rmSync(path, { force: true });
    },
  };
}
