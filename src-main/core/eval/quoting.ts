import type { EvalHit, QuerySet } from "./evaluate.ts";

/** A question of so many words is found word by word only where it was quoted. */
const LONG = 6;
/** Short questions occur by chance; a document that holds so many of them holds the set. */
const SEVERAL = 3;

/**
 * Documents that quote the questions (the sets themselves, reports about them): left out of the ranking, else the answer would be
 * in the question's own file. Documents that answer a question stay.
 *
 * @param holding documents that hold a text word by word
 */
export async function quotingDocuments(
  sets: readonly QuerySet[],
  holding: (text: string) => Promise<readonly EvalHit[]>,
): Promise<ReadonlySet<string>> {
  const quoted = new Map<string, number>();
  const answers = new Set<string>();
  for (const { query, relevant } of sets.flatMap((set) => set.queries)) {
    for (const { documentKey, ids } of await holding(query)) {
      const weight = query.trim().split(/\s+/).length >= LONG ? SEVERAL : 1;
      quoted.set(documentKey, (quoted.get(documentKey) ?? 0) + weight);
      if (relevant.some((wanted) => ids.some((own) => own !== "" && (own.includes(wanted) || wanted.includes(own)))))
        answers.add(documentKey);
    }
  }
  return new Set([...quoted].filter(([key, weight]) => weight >= SEVERAL && !answers.has(key)).map(([key]) => key));
}
