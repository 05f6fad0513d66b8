import type { SettingsView } from "../../src-shared/contract/index.ts";
import { settingsWords } from "../strings/en-settings.ts";
import { SettingRows } from "./setting-row.tsx";

/** The backend and where it lies. What belongs to Turso shows once Turso is chosen. */
export function StorageSection({ view }: { readonly view: SettingsView }) {
  const isTurso = view.values["backend"] === "turso";
  return (
    <div>
      <SettingRows view={view} section="" />
      {!isTurso && <SettingRows view={view} section="sqlite" />}
      {isTurso && (
        <section className="settings-group">
          <h2 className="settings-group-title">{settingsWords.tursoHeading}</h2>
          <SettingRows view={view} section="turso" />
        </section>
      )}
    </div>
  );
}
