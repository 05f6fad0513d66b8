import type { RoundParts } from "./round.ts";

const KEY = "sync.settled";

/** What was compared was another library. */
export async function forgetSettled(machine: RoundParts["machine"]): Promise<void> {
  await machine.writeValue(KEY, null);
}

export interface Settled {
  /** Neither side was written since a round found nothing to do: there is nothing to compare. */
  readonly holds: boolean;
  /** This round found nothing to do either. */
  note(): Promise<void>;
}

/**
 * Comparing two libraries takes time in proportion to them; that nothing was written since the last comparison is told by two
 * numbers. They are read before anything is compared: what is written meanwhile is looked at by the next round.
 */
export async function readSettled({ local, shared, machine, kinds }: RoundParts): Promise<Settled> {
  const [here, there] = await Promise.all([local.libraryRevision(), shared.libraryRevision()]);
  const state = JSON.stringify([here, there, [...kinds].toSorted()]);
  return {
    holds: (await machine.readValue(KEY)) === state,
    note: () => machine.writeValue(KEY, state),
  };
}
