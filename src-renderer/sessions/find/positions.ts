import type { TurnMatch } from "../../../src-shared/contract/index.ts";
import { MOST_MATCHES } from "../../../src-shared/query/match-text.ts";

/** One match: the how manieth of its part. */
export interface Position {
  readonly turn: number;
  readonly part: number;
  readonly nth: number;
}

/** Every match by itself, in order, within a bound. */
export function positionsOf(matches: readonly TurnMatch[]): readonly Position[] {
  const positions: Position[] = [];
  for (const { turn, part, count } of matches) {
    for (let nth = 0; nth < count && positions.length < MOST_MATCHES; nth++) positions.push({ turn, part, nth });
  }
  return positions;
}

/** Where to begin: forwards the first match in or after the turn in view, backwards the last before it; around the end where there is none. */
export function startAt(positions: readonly Position[], turn: number, step: 1 | -1): number {
  const after = positions.findIndex((position) => position.turn >= turn);
  if (step === 1) return Math.max(0, after);
  return after <= 0 ? positions.length - 1 : after - 1;
}
