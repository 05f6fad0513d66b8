import { common } from "../strings/en-common.ts";
import { Kbd } from "../ui/kbd.tsx";
import { KEY_BINDINGS, KEY_IDS, type KeyGroup } from "./key-bindings.ts";

const GROUPS = Object.keys(common.keyGroups) as readonly KeyGroup[];

/** Every key with what it does, by where it works. */
export function ShortcutsList() {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
    <section className="shortcuts" tabIndex={0} aria-label={common.shortcuts}>
      {GROUPS.map((group) => (
        <section key={group} className="shortcuts-group">
          <h2>{common.keyGroups[group]}</h2>
          <dl>
            {KEY_IDS.filter((id) => KEY_BINDINGS[id].group === group).map((id) => (
              <div key={id} className="shortcuts-row">
                <dt>{common.keys[id]}</dt>
                <dd>
                  {KEY_BINDINGS[id].keys.map((chord) => (
                    <Kbd key={chord} chord={chord} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </section>
  );
}
