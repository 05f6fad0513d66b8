import { startWrite, type WriteCall } from "../ops/writes.ts";
import { VECTOR_DIALECTS } from "../sql/vector-dialect.ts";
import type { SqlClient } from "./client.ts";
import { obstacleOf, toTursoError } from "./errors.ts";
import type { Outbox } from "./outbox.ts";
import { runWrite } from "./run.ts";

export interface PrimaryWriter {
  /** Lands on the primary, or waits in the outbox while the primary cannot be written. Resolves when it is safe. */
  write(call: WriteCall): Promise<void>;
  /** Sends what waits. Resolves with how many landed; rejects with what stands in the way. */
  drain(): Promise<number>;
}

/**
 * Writes to the primary in the order they were made. As long as something waits, everything waits: a later write must not be
 * overtaken by an earlier one.
 */
export function createPrimaryWriter(options: {
  readonly client: SqlClient;
  readonly outbox: Outbox;
  readonly place: string;
  readonly onLanded: () => void;
  readonly onObstacle: (error: unknown) => void;
}): PrimaryWriter {
  const { client, outbox, place, onLanded, onObstacle } = options;
  let line: Promise<unknown> = Promise.resolve();
  const send = (call: WriteCall): Promise<void> => runWrite(client, () => startWrite(VECTOR_DIALECTS.turso, call));
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  }

  return {
    write: (call) =>
      inTurn(async () => {
        if (outbox.size().operations > 0) return outbox.add(call);
        try {
          await send(call);
          onLanded();
        } catch (error) {
          if (obstacleOf(error) === null) throw error;
          outbox.add(call);
          onObstacle(error);
        }
      }),
    drain: () =>
      inTurn(async () => {
        let landed = 0;
        for (let head = outbox.first(); head !== null; head = outbox.first()) {
          try {
            await send(head.call);
            head.done();
            landed++;
            onLanded();
          } catch (error) {
            if (obstacleOf(error) !== null) throw toTursoError(error, place);
            // It cannot land as it is, now or later (a space that was removed meanwhile): it is kept aside, the rest goes on.
            head.putAside();
          }
        }
        return landed;
      }),
  };
}
