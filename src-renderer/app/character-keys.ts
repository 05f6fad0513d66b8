import { useEffect } from "react";
import { setCharacterKeys } from "./keys.ts";
import { useViewState } from "./view-state.ts";

/** Whether keys of one character (`j`, `/`, `?`) work: speech input and some keyboards press them by mistake (WCAG 2.1.4). */
export function useCharacterKeys(): readonly [boolean, (on: boolean) => void] {
  const [kept, keep] = useViewState("keys.characters", "on");
  const isOn = kept !== "off";
  useEffect(() => setCharacterKeys(isOn), [isOn]);
  return [isOn, (on) => keep(on ? "on" : "off")];
}
