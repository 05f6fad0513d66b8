import type { PassageId } from "../../../../src-shared/domain/index.ts";
import type { Connection } from "./connection.ts";

/** Changes kept for followers; who is further behind fills itself anew. */
const KEPT_CHANGES = 200_000;

/** In place of a passage: what was known of the space before may be out of date, for a space that does not serve is not followed. */
export const ACTIVATION = -1;

export function logActivation(connection: Connection, slot: string): void {
  connection.sql("INSERT INTO vector_change (slot, passage_id) VALUES (?, ?)").run(slot, ACTIVATION);
}

/** Notes that vectors of a serving space changed. Must run in the transaction of the change. */
export function logChanges(connection: Connection, slot: string, ids: readonly PassageId[]): void {
  for (const id of ids) connection.sql("INSERT INTO vector_change (slot, passage_id) VALUES (?, ?)").run(slot, id);
}

export function trimChanges(connection: Connection): void {
  connection.sql("DELETE FROM vector_change WHERE revision <= (SELECT max(revision) FROM vector_change) - ?").run(KEPT_CHANGES);
}
