import { get, type Read } from "../ops/operation.ts";
import { change, type Change } from "../ops/write.ts";

/** Which database this is and how far it is: compared between a replica and its primary at every sync. */
export interface Marks {
  readonly id: string;
  readonly generation: number;
  readonly schema: number;
  /** Committed writes. */
  readonly counter: number;
}

/** Null for a database without our tables. */
export function* readMarks(): Read<Marks | null> {
  const tables = yield* get<{ n: number }>(
    "SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table' AND name IN ('database_identity', 'change_counter', 'schema_version')",
  );
  if ((tables?.n ?? 0) < 3) return null;
  const row = yield* get<Marks>(
    `SELECT i.id AS id, i.generation AS generation, c.value AS counter, (SELECT max(version) FROM schema_version) AS "schema"
     FROM database_identity i, change_counter c`,
  );
  return row ?? null;
}

/** Which library it is: another one, and the same one rebuilt or brought back from an older copy, have another name. */
export function libraryOf({ id, generation }: Pick<Marks, "id" | "generation">): string {
  return `${id}:${generation}`;
}

/** Fails a batch that was meant for another library. */
export function onlyIn({ id, generation }: Pick<Marks, "id" | "generation">): Change {
  return change(
    "INSERT INTO write_guard (changed) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM database_identity WHERE id = ? AND generation = ?)",
    id,
    generation,
  );
}

/** Makes every other machine notice that the library went back: their replicas hold what it no longer has. */
export function nextGeneration({ id, generation }: Pick<Marks, "id" | "generation">): readonly Change[] {
  return [
    change("UPDATE database_identity SET generation = generation + 1 WHERE id = ? AND generation = ?", id, generation),
    change("UPDATE change_counter SET value = value + 1"),
  ];
}

export type Comparison = "same" | "behind" | "other-database" | "gone-back" | "wiped";

/** How a replica stands to its primary. */
export function compareMarks(replica: Marks, primary: Marks | null): Comparison {
  if (primary === null) return "wiped";
  if (libraryOf(replica) !== libraryOf(primary)) return "other-database";
  if (replica.counter > primary.counter || replica.schema > primary.schema) return "gone-back";
  return replica.counter === primary.counter && replica.schema === primary.schema ? "same" : "behind";
}
