import { useId } from "react";
import type { SettingsView } from "../../src-shared/contract/index.ts";
import { useCharacterKeys } from "../app/character-keys.ts";
import { ShortcutsList } from "../app/shortcuts-list.tsx";
import { settingsWords } from "../strings/en-settings.ts";
import { Switch } from "../ui/switch.tsx";
import { SettingRows } from "./setting-row.tsx";

export function ShortcutsSection({ view }: { readonly view: SettingsView }) {
  return (
    <div>
      <SettingRows view={view} section="keys" />
      <CharacterKeys />
      <section className="settings-group">
        <ShortcutsList />
      </section>
    </div>
  );
}

function CharacterKeys() {
  const helpId = useId();
  const [isOn, set] = useCharacterKeys();
  return (
    <div className="setting">
      <div className="setting-text">
        <span className="setting-label">{settingsWords.characterKeys}</span>
        <p id={helpId} className="setting-help">
          {settingsWords.characterKeysHelp}
        </p>
      </div>
      <div className="setting-control">
        <Switch label={settingsWords.characterKeys} hideLabel checked={isOn} describedBy={helpId} onChange={set} />
      </div>
    </div>
  );
}
