import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { createClient } from "@libsql/client";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { makeFolder } from "../../make-folder.ts";
import { fileUrl } from "./client.ts";

/**
 * A consistent copy of a file database, of a replica too, while in use. What was begun and failed is removed. It has a connection
 * of its own: one that may not write refuses VACUUM INTO, although that leaves the file as it is.
 */
export async function backupFile(path: string, target: string): Promise<void> {
  try {
    makeFolder(dirname(target));
    const client = createClient({ url: fileUrl(path), timeout: 5000 });
    await client.execute({ sql: "VACUUM INTO ?", args: [target] }).finally(() => client.close());
  } catch (cause) {
    rmSync(target, { force: true });
    throw new VerdigrisError(
      "no-space",
      `The backup ${target} could not be written. Nothing was changed. Check the space and the permissions there.`,
      { path: target },
      { cause },
    );
  }
}
