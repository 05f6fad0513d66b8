import type { Figures } from "./evaluate.ts";

/** What is kept of an evaluation: enough to see whether the next one is worse. */
export interface KeptRow {
  readonly set: string;
  readonly mode: string;
  readonly figures: Figures;
}

/** Sentences about every figure that fell below the 95 % interval of the one kept; empty when none did. Sets that only one of them knows are passed over. */
export function drops(kept: readonly KeptRow[], now: readonly KeptRow[]): string[] {
  const found: string[] = [];
  for (const { set, mode, figures } of now) {
    const before = kept.find((row) => row.set === set && row.mode === mode)?.figures;
    if (before === undefined) continue;
    for (const name of ["mrr", "recall5", "recall10", "ndcg"] as const) {
      if (figures[name].value < before[name].low) {
        found.push(
          `${set}, ${mode}: ${name} fell to ${figures[name].value.toFixed(3)}, below ${before[name].low.toFixed(3)}–${before[name].high.toFixed(3)}.`,
        );
      }
    }
  }
  return found;
}
