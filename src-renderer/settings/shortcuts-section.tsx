import type { SettingsView } from "../../src-shared/contract/index.ts";
import { ShortcutsList } from "../app/shortcuts-list.tsx";
import { SettingRows } from "./setting-row.tsx";

export function ShortcutsSection({ view }: { readonly view: SettingsView }) {
  return (
    <div>
      <SettingRows view={view} section="keys" />
      <ShortcutsList />
    </div>
  );
}
