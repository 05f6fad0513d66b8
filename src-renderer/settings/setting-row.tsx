import { RotateCcw } from "lucide-react";
import { useId } from "react";
import type { SettingField, SettingsView, SettingValue } from "../../src-shared/contract/index.ts";
import { useCoreAction } from "../app/core-query.ts";
import { settingsWords } from "../strings/en-settings.ts";
import { InlineError } from "../ui/error-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { SettingControl } from "./setting-control.tsx";
import { sameValue } from "./setting-value.ts";

export interface SettingRowProps {
  readonly view: SettingsView;
  readonly field: SettingField;
}

/** One setting: what it is, its control, the way back to its default. A change is written to the file at once. */
export function SettingRow({ view, field }: SettingRowProps) {
  const helpId = useId();
  const save = useCoreAction("settings.set");
  const value = view.values[field.key] ?? field.default;
  const change = (next: SettingValue | null): void => save.mutate({ changes: { [field.key]: next } as never });
  const isWide = field.type === "list" || field.type === "path" || field.key.endsWith(".url");
  const restart = field.needsRestart ? ` ${settingsWords.needsRestart}` : "";
  return (
    <div className="setting" data-wide={isWide || undefined}>
      <div className="setting-text">
        <span className="setting-label">{field.label}</span>
        <p id={helpId} className="setting-help">
          {field.key === "appearance.font_scale" ? settingsWords.scaleHelp : field.help}
          {field.type === "list" && ` ${settingsWords.listHelp}`}
          {restart}
        </p>
      </div>
      <div className="setting-control">
        {!sameValue(value, field.default) && (
          <IconButton
            icon={RotateCcw}
            size="small"
            label={`${settingsWords.reset}: ${field.label}`}
            disabled={view.broken}
            onClick={() => change(null)}
          />
        )}
        <SettingControl field={field} value={value} describedBy={helpId} disabled={view.broken} onChange={change} />
      </div>
      {save.error !== null && (
        <div className="setting-error">
          <InlineError error={save.error} />
        </div>
      )}
    </div>
  );
}

/** All settings of a section of the file. */
export function SettingRows({
  view,
  section,
  keys,
}: {
  readonly view: SettingsView;
  readonly section: string;
  readonly keys?: readonly string[];
}) {
  return view.fields
    .filter((field) => field.section === section && (keys?.includes(field.key) ?? true))
    .map((field) => <SettingRow key={field.key} view={view} field={field} />);
}
