import { editDistance } from "../edit-distance.ts";

/**
 * The candidate a mistyped name was meant to be: the one with the least edit distance, when that is at most a third of its length;
 * undefined when none is near.
 */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > 100) return undefined;
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const most = Math.max(1, Math.floor(candidate.length / 3));
    const distance = editDistance(name.toLowerCase().replaceAll("-", "_"), candidate, most);
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { candidate, distance };
  }
  return best?.candidate;
}
