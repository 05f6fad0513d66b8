/** Key handling: components register handlers by binding id; one listener dispatches to the one mounted last. */
import { useEffect, useRef } from "react";
import { isCharacter, isPlain, KEY_BINDINGS, KEY_IDS, pressMatches, type KeyId } from "./key-bindings.ts";

/** Return false to pass the key on to the handler registered before. */
export type KeyHandler = (event: KeyboardEvent) => boolean | void;

interface Registration {
  readonly id: KeyId;
  readonly handler: { readonly current: KeyHandler };
}

const registered: Registration[] = [];
let characterKeysOn = true;

export const isMac: boolean = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.platform);

/** Switches the one-character shortcuts (`j`, `/`, …) on or off. */
export function setCharacterKeys(on: boolean): void {
  characterKeysOn = on;
}

/** Registers handlers while the component is mounted: `useKeys({ "list.next": () => … })`. Null or absent ones are not registered. */
export function useKeys(handlers: Partial<Record<KeyId, KeyHandler | null>>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const ids = KEY_IDS.filter((id) => handlers[id] != null).join(" ");
  useEffect(() => {
    const added = (ids === "" ? [] : (ids.split(" ") as KeyId[])).map((id) => ({
      id,
      handler: { current: (event: KeyboardEvent) => latest.current[id]?.(event) },
    }));
    registered.push(...added);
    return () => {
      for (const registration of added) registered.splice(registered.indexOf(registration), 1);
    };
  }, [ids]);
}

/** Whether a key press is one of the binding's chords; for handlers on an element of their own, such as a list. */
export function isKey(event: KeyboardEvent | React.KeyboardEvent, id: KeyId): boolean {
  return KEY_BINDINGS[id].keys.some((chord) => (characterKeysOn || !isCharacter(chord)) && pressMatches(event, chord, isMac));
}

/** Starts the one listener. Call it once; it returns how to stop. */
export function listenForKeys(target: Window): () => void {
  target.addEventListener("keydown", dispatch);
  return () => target.removeEventListener("keydown", dispatch);
}

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const element = event.target instanceof Element ? event.target : null;
  const typing = element !== null && isEditable(element);
  // An open dialogue, menu or choice has the keyboard to itself, but for chords that work everywhere.
  const captured = element?.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [data-captures-keys]') != null;
  for (const { id, handler } of registered.toReversed()) {
    const matched = KEY_BINDINGS[id].keys.some(
      (chord) => !((typing || captured) && isPlain(chord)) && (characterKeysOn || !isCharacter(chord)) && pressMatches(event, chord, isMac),
    );
    if (matched && handler.current(event) !== false) {
      event.preventDefault();
      return;
    }
  }
}

/** Does what a key would do here, for who chose it by name. False when nothing on the screen has it. */
export function pressKey(id: KeyId): boolean {
  const event = new KeyboardEvent("keydown");
  return registered.toReversed().some((one) => one.id === id && one.handler.current(event) !== false);
}

/** True where typed characters go into a value. */
function isEditable(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !["button", "checkbox", "radio", "range", "submit", "reset"].includes(element.type);
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}
