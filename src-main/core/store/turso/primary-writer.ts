import { createTurns } from "../../in-turn.ts";
import { startWrite, type WriteCall } from "../ops/writes.ts";
import { VECTOR_DIALECTS } from "../sql/vector-dialect.ts";
import type { SqlClient } from "./client.ts";
import { redactedMessageOf, obstacleError, obstacleOf, toTursoError } from "./errors.ts";
import { libraryOf, onlyIn, readMarks, type Marks } from "./marks.ts";
import type { Outbox } from "./outbox.ts";
import { isOvertaken, runRead, runWrite } from "./run.ts";

export interface PrimaryWriter {
  /** Lands on the primary, or waits in the outbox while the primary cannot be written. Resolves when it is safe. */
  write(call: WriteCall): Promise<void>;
  /** Sends what waits. Resolves with how many landed; rejects with what stands in the way. */
  drain(): Promise<number>;
}

export interface PrimaryWriterOptions {
  readonly client: SqlClient;
  /** Null: a write that cannot land fails. */
  readonly outbox: Outbox | null;
  readonly place: string;
  /** The library that is written to. A write never lands in another one that took its place. Rejects while it is not known. */
  readonly library: () => Promise<Pick<Marks, "id" | "generation">>;
  readonly onLanded: () => void;
  /** The library's counter was raised by one. */
  readonly onCounted?: () => void;
  readonly onObstacle: (error: unknown) => void;
  /** Waiting writes could not land as they were and are kept aside: what they held must be indexed again. */
  readonly onRefused?: (reason: string) => void;
}

/**
 * Writes to the primary in the order they were made. As long as something waits, everything waits: a later write must not be
 * overtaken by an earlier one.
 */
export function createPrimaryWriter(options: PrimaryWriterOptions): PrimaryWriter {
  const { client, outbox, place, library, onLanded, onObstacle } = options;
  const inTurn = createTurns();
  async function send(call: WriteCall): Promise<void> {
    const meant = await library();
    try {
      const isCounted = await runWrite(client, () => startWrite(VECTOR_DIALECTS.turso, call), [onlyIn(meant)]);
      if (isCounted) options.onCounted?.();
    } catch (error) {
      if (!isOvertaken(error) && !redactedMessageOf(error).includes("no such table")) throw error;
      const found = await runRead(client, readMarks());
      if (found === null) throw obstacleError("wiped", place);
      throw libraryOf(found) === libraryOf(meant) ? error : obstacleError("replaced", place);
    }
  }

  return {
    write: (call) =>
      inTurn(async () => {
        if (outbox !== null && outbox.size().operations > 0) return outbox.add(call);
        try {
          await send(call);
          onLanded();
        } catch (error) {
          if (obstacleOf(error) === null) throw error;
          if (outbox === null) {
            onObstacle(error);
            throw toTursoError(error, place);
          }
          outbox.add(call);
          onObstacle(error);
        }
      }),
    drain: () =>
      inTurn(async () => {
        let landed = 0;
        let refused = 0;
        for (let head = outbox?.first() ?? null; head !== null; head = outbox?.first() ?? null) {
          try {
            await send(head.call);
            head.done();
            landed++;
            onLanded();
          } catch (error) {
            if (obstacleOf(error) !== null) throw toTursoError(error, place);
            // It cannot land as it is, now or later (a space that was removed meanwhile): it is kept aside, the rest goes on.
            head.putAside();
            refused++;
          }
        }
        if (refused > 0) options.onRefused?.(`${refused} waiting writes did not fit the library any more and were put aside.`);
        return landed;
      }),
  };
}
