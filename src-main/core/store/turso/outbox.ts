import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { makeFolder } from "../../make-folder.ts";
import type { WriteCall } from "../ops/writes.ts";

/** Writes that wait for the primary, oldest first, each in a file of its own: they survive the process and the power. */
export interface Outbox {
  readonly size: () => { readonly operations: number; readonly bytes: number };
  /** @throws VerdigrisError "no-space" when it is full: what indexes stops, and says why. */
  add(call: WriteCall): void;
  /** The oldest, or null. One that cannot be read is put aside. */
  first(): { readonly call: WriteCall; done(): void; putAside(): void } | null;
}

/** What may wait. A large repository's index is a tenth of it. */
const MOST_BYTES = 1024 ** 3;
const NAME = /^(\d{12})-[0-9a-f]{16}\.op$/;

export function openOutbox(folder: string, mostBytes = MOST_BYTES): Outbox {
  makeFolder(folder);
  const listed = existsSync(folder) ? readdirSync(folder).filter((name) => NAME.test(name)) : [];
  const waiting = listed.toSorted().map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
  let next = Number(NAME.exec(waiting.at(-1)?.name ?? "")?.[1] ?? 0) + 1;

  const bytesWaiting = (): number => waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  function drop(name: string): void {
    const at = waiting.findIndex((one) => one.name === name);
    if (at >= 0) waiting.splice(at, 1);
  }

  return {
    size: () => ({ operations: waiting.length, bytes: bytesWaiting() }),
    add(call) {
      const content = serialize(call);
      const key = createHash("sha256").update(content).digest("hex").slice(0, 16);
      // Keyed by content: the same operation twice in a row waits once.
      if (waiting.at(-1)?.name.includes(`-${key}.`) === true) return;
      if (bytesWaiting() + content.length > mostBytes) {
        throw new VerdigrisError(
          "no-space",
          "Too much waits for the database server to come back. Indexing goes on once it has been sent.",
        );
      }
      const name = `${String(next++).padStart(12, "0")}-${key}.op`;
      writeDurably(join(folder, name), content);
      waiting.push({ name, bytes: content.length });
    },
    first() {
      for (let head = waiting[0]; head !== undefined; head = waiting[0]) {
        const { name } = head;
        const path = join(folder, name);
        const putAside = (): void => {
          // Another process of this machine may have sent it meanwhile.
          if (existsSync(path)) renameSync(path, `${path}.refused`);
          drop(name);
        };
        const done = (): void => {
          rmSync(path, { force: true });
          drop(name);
        };
        try {
          return { call: deserialize(readFileSync(path)) as WriteCall, done, putAside };
        } catch {
          putAside();
        }
      }
      return null;
    },
  };
}

/** Written aside and moved into place: a crash leaves the whole operation or none. */
function writeDurably(path: string, content: Uint8Array): void {
  const draft = `${path}.draft`;
  try {
    const file = openSync(draft, "w", 0o600);
    try {
      for (let at = 0; at < content.length;) at += writeSync(file, content, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    if (!["ENOSPC", "EDQUOT", "EFBIG"].includes((cause as NodeJS.ErrnoException).code ?? "")) throw cause;
    const message = `There is no space left in ${dirname(path)}, where what the database server has not got yet is kept. Nothing stored was lost. Free some space, then try again.`;
    throw new VerdigrisError("no-space", message, { path }, { cause });
  }
}
