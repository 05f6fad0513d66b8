import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Marks } from "./marks.ts";

/** What a server's library was when it was last seen, for a mode that keeps no replica to compare with. */
export interface SeenMarks {
  read(): Marks | null;
  write(marks: Marks): void;
}

/** @param folder exists; the outbox's. A file that cannot be read counts as none. */
export function openSeenMarks(folder: string): SeenMarks {
  const path = join(folder, "seen.json");
  return {
    read() {
      try {
        return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Marks) : null;
      } catch {
        return null;
      }
    },
    write(marks) {
      writeFileSync(`${path}.draft`, JSON.stringify(marks), { mode: 0o600 });
      renameSync(`${path}.draft`, path);
    },
  };
}
