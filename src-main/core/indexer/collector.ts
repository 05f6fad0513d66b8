import { createEmbedTrainer, type TrainedBuiltin } from "../embed/builtin.ts";
import type { CollectedId, CollectedPart } from "../embed/corpus.ts";
import type { IndexedPassage, PassageTokens } from "../store/knowledge-store.ts";

/** What a worker collects to train the built-in model on: told row by row, or on the way, as it reads what a library holds for the first time. */
export interface Collector {
  begin(): void;
  add(row: CollectedId & { readonly tokens: PassageTokens }): void;
  /** Adds what was read, if it is for a collection; anything else that was collected is let go of. */
  collect(collection: string | null, writes: readonly { readonly passages: readonly IndexedPassage[] }[]): void;
  /** Gives away what was collected. Null when that is of another collection. */
  take(collection: string): CollectedPart | null;
  addAll(collection: string, parts: readonly CollectedPart[]): number;
  train(): TrainedBuiltin;
}

export function createCollector(): Collector {
  let trainer = createEmbedTrainer();
  let current: string | null = null;

  function begin(collection: string | null = null): void {
    trainer = createEmbedTrainer();
    current = collection;
  }

  return {
    begin: () => begin(),
    add: (row) => trainer.add(row, row.tokens),
    collect(collection, writes) {
      if (current !== collection) begin(collection);
      if (collection === null) return;
      for (const { passages } of writes) {
        for (const { id, digest, tokens } of passages) if (digest !== undefined) trainer.add({ id, digest }, tokens);
      }
    },
    take(collection) {
      if (current !== collection) return null;
      const part = trainer.whole();
      begin();
      return part;
    },
    addAll(collection, parts) {
      if (current !== collection) begin(collection);
      for (const part of parts) trainer.addAll(part);
      return trainer.size;
    },
    train() {
      const trained = trainer.train();
      begin();
      return trained;
    },
  };
}
