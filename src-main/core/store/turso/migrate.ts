import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { pendingSteps } from "../ops/schema.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import type { Migration } from "../schema/migration.ts";
import type { SqlClient } from "./client.ts";
import { readMarks, type Marks } from "./marks.ts";
import { runRead } from "./run.ts";

/**
 * Brings the schema up to date, each step in one batch. Two machines may try at once: the second one's step fails on the version
 * row, and it looks again.
 * @param backup called before anything is changed in a database that holds something.
 */
export async function migrate(
  client: SqlClient,
  migrations: readonly Migration[],
  place: string,
  backup: ((version: number) => Promise<void>) | null,
): Promise<void> {
  let left = Number.POSITIVE_INFINITY;
  for (let [attempt, inVain] = [1, 0]; ; attempt++) {
    const { found, steps } = await runRead(client, pendingSteps(migrations, "turso", place));
    if (steps.length === 0) return;
    // As long as the other one gets on, the two overtake each other step by step.
    inVain = steps.length < left ? 0 : inVain + 1;
    left = steps.length;
    if (found > 0 && attempt === 1) await backup?.(found);
    try {
      for (const step of steps) await client.write(step);
      return;
    } catch (error) {
      if (inVain === 3) throw error;
    }
  }
}

/** Sets up a server's library, or brings it up to date. Whoever runs the server keeps its backups. */
export async function setUpLibrary(primary: SqlClient, host: string): Promise<Marks> {
  await migrate(primary, KNOWLEDGE_MIGRATIONS, host, null);
  const marks = await runRead(primary, readMarks());
  if (marks === null) throw new VerdigrisError("internal", "The database server has no identity after it was set up.");
  return marks;
}
