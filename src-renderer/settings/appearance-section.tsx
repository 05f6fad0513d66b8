import type { SettingsView } from "../../src-shared/contract/index.ts";
import { SettingRows } from "./setting-row.tsx";

export function AppearanceSection({ view }: { readonly view: SettingsView }) {
  return (
    <div>
      <SettingRows view={view} section="appearance" />
    </div>
  );
}
