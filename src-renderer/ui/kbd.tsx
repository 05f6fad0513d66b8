import { chordLabel, KEY_BINDINGS, type KeyId } from "../app/key-bindings.ts";
import { isMac } from "../app/keys.ts";
import "./kbd.css";

/** A chord as printed on the keyboard: `<Kbd chord="mod+k" />`. */
export function Kbd({ chord }: { readonly chord: string }) {
  return (
    <span className="ui-chord">
      {chordLabel(chord, isMac).map((key) => (
        <kbd key={key} className="ui-kbd">
          {key}
        </kbd>
      ))}
    </span>
  );
}

/** The first chord of a binding. */
export function KeyHint({ id }: { readonly id: KeyId }) {
  return <Kbd chord={KEY_BINDINGS[id].keys[0] ?? ""} />;
}
