import { createContext, use } from "react";

/** Which parts of a conversation are unfolded. Kept above the rows: a row that is scrolled away is not there to remember it. */
export interface Folds {
  isOpen(key: string): boolean;
  toggle(key: string): void;
}

export const FoldsContext = createContext<Folds | null>(null);

export function useFold(key: string): { readonly open: boolean; readonly toggle: () => void } {
  const folds = use(FoldsContext);
  if (folds === null) throw new Error("useFold() needs a <FoldsContext> above it.");
  return { open: folds.isOpen(key), toggle: () => folds.toggle(key) };
}

export const partKey = (turn: number, part: number): string => `${turn}.${part}`;
/** The element of a part, for those who look for it on the page. */
export const partId = (turn: number, part: number): string => `part-${turn}-${part}`;
export const turnId = (turn: number): string => `turn-${turn}`;
