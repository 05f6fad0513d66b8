import { join } from "node:path";
import { fileStamp } from "../../file-stamp.ts";
import { assertNotNewer, pendingSteps } from "../ops/schema.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import type { SqlClient } from "./client.ts";
import { compareMarks, libraryOf, nextGeneration, readMarks, type Marks } from "./marks.ts";
import { setUpLibrary } from "./migrate.ts";
import type { Replica } from "./replica.ts";
import { beginRestoring, endRestoring, isRestoring, restorePrimary } from "./restore-primary.ts";
import { runRead } from "./run.ts";

export interface AgreeParts {
  readonly path: string;
  readonly host: string;
  readonly primary: SqlClient;
  readonly replica: Replica;
  readonly backupsDir: string;
  /** The replica is a copy of what this machine has elsewhere: a server that lost it is simply followed. */
  readonly isCopy: boolean;
  /** The server gets back what it lost; searching goes on meanwhile. */
  readonly onRestoring: (reason: string) => void;
  readonly onRebuilt: (reason: string) => void;
}

const LOST = "The database server was empty. What was here was sent to it again.";
const WENT_BACK = "The database server went back to an older state. What was newer here was sent to it again.";
const REPLACED = "The database server holds another library now. What was here is kept as a backup.";

/**
 * Decides whether a replica and its server belong together, and makes them: nothing that is only here is lost. A server that is
 * empty, or went back, gets what it lost from here; another library is followed, with a backup of what was here. The server's
 * marks are the result.
 * @throws RebuildNeeded when this process must end first. VerdigrisError "conflict" for a database of another program.
 */
export async function agree(parts: AgreeParts, theirs: Marks | null, own: Marks | null): Promise<Marks> {
  const { primary, host, replica, path } = parts;
  if (theirs !== null && theirs.schema > newest()) await runRead(primary, assertNotNewer(KNOWLEDGE_MIGRATIONS, host));
  if (own === null) return upToDate(parts, theirs);
  const comparison = compareMarks(own, theirs);
  if (comparison === "same" || comparison === "behind") {
    endRestoring(path);
    return upToDate(parts, theirs);
  }
  if (parts.isCopy) {
    const goal = await theirLibrary(parts, theirs, own);
    await replica.rebuild(comparison === "other-database" ? REPLACED : comparison === "wiped" ? LOST : WENT_BACK, null);
    return goal;
  }
  const lost = comparison === "wiped" || comparison === "gone-back" || isRestoring(path);
  const reason = comparison === "gone-back" ? WENT_BACK : lost ? LOST : REPLACED;
  if (lost) {
    // Refused before anything is noted when the server holds another program's database now.
    if (theirs === null) await runRead(primary, pendingSteps(KNOWLEDGE_MIGRATIONS, "turso", host));
    beginRestoring(path);
    parts.onRestoring(reason);
    const goal = await theirLibrary(parts, theirs, own);
    await restorePrimary(replica.reader(), primary, host, goal);
  }
  await replica.rebuild(reason, join(parts.backupsDir, `replica-${own.id.slice(0, 8)}-${fileStamp()}.db`));
  parts.onRebuilt(reason);
  return upToDate(parts, await runRead(primary, readMarks()));
}

/** The server's library, set up, and named anew if it is the same one from an earlier time. */
async function theirLibrary(parts: AgreeParts, theirs: Marks | null, own: Marks): Promise<Marks> {
  if (theirs !== null && libraryOf(theirs) === libraryOf(own)) await parts.primary.write(nextGeneration(own));
  return upToDate(parts, await runRead(parts.primary, readMarks()));
}

async function upToDate({ primary, host }: AgreeParts, theirs: Marks | null): Promise<Marks> {
  if (theirs !== null && theirs.schema >= newest()) return theirs;
  return setUpLibrary(primary, host);
}

function newest(): number {
  return KNOWLEDGE_MIGRATIONS.at(-1)?.version ?? 0;
}
