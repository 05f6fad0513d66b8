import { useMemo, useState } from "react";
import { partKey, type Folds } from "./folds.ts";

export interface FoldsState extends Folds {
  readonly allOpen: boolean;
  /** Unfolds or folds everything, also what was chosen by hand. */
  readonly toggleAll: () => void;
  readonly unfold: (turn: number, part: number) => void;
}

export function useFolds(): FoldsState {
  const [state, setState] = useState<{ readonly allOpen: boolean; readonly chosen: ReadonlyMap<string, boolean> }>({
    allOpen: false,
    chosen: new Map(),
  });
  const actions = useMemo(
    () => ({
      toggle: (key: string): void =>
        setState(({ allOpen, chosen }) => ({ allOpen, chosen: new Map(chosen).set(key, !(chosen.get(key) ?? allOpen)) })),
      toggleAll: (): void => setState(({ allOpen }) => ({ allOpen: !allOpen, chosen: new Map() })),
      unfold: (turn: number, part: number): void =>
        setState(({ allOpen, chosen }) => ({ allOpen, chosen: new Map(chosen).set(partKey(turn, part), true) })),
    }),
    [],
  );
  return useMemo(() => ({ ...actions, allOpen: state.allOpen, isOpen: (key) => state.chosen.get(key) ?? state.allOpen }), [actions, state]);
}
