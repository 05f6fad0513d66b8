import { useState } from "react";
import type { SettingField, SettingValue } from "../../src-shared/contract/index.ts";
import { settingsWords } from "../strings/en-settings.ts";
import { formatPercent } from "../strings/format.ts";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { TextField } from "../ui/text-field.tsx";
import { parseText, sameValue, scaleChoices, valueText } from "./setting-value.ts";

export interface SettingControlProps {
  readonly field: SettingField;
  readonly value: SettingValue;
  readonly describedBy: string;
  readonly disabled: boolean;
  readonly onChange: (value: SettingValue) => void;
}

/** The control that fits a setting's type. */
export function SettingControl(props: SettingControlProps) {
  const { field, value, describedBy, disabled, onChange } = props;
  const common = { label: field.label, hideLabel: true, describedBy, disabled };
  if (field.key === "appearance.font_scale") {
    const options = scaleChoices(Number(value)).map((scale) => ({ value: String(scale), label: percent(scale) }));
    return <Select {...common} value={String(value)} options={options} onChange={(next) => onChange(Number(next))} />;
  }
  switch (field.type) {
    case "choice":
      return <Select {...common} value={String(value)} options={field.choices} onChange={onChange} />;
    case "boolean":
      return <Switch {...common} checked={value === true} onChange={onChange} />;
    case "number":
      return <RangeControl {...props} />;
    case "list":
      // A new value from the file takes the place of the text, and so of the box.
      return <ListControl key={valueText(value)} {...props} />;
    default:
      return <TextControl key={valueText(value)} {...props} />;
  }
}

function TextControl({ field, value, describedBy, disabled, onChange }: SettingControlProps) {
  const [text, setText] = useState(() => valueText(value));
  const parsed = parseText(field, text);
  const commit = (): void => {
    if (parsed.ok && !sameValue(parsed.value, value)) onChange(parsed.value);
  };
  return (
    <TextField
      label={field.label}
      hideLabel
      inputMode={field.type === "integer" ? "numeric" : "text"}
      value={text}
      disabled={disabled}
      error={parsed.ok ? null : settingsWords.notANumber(field.minimum, field.maximum)}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setText(valueText(value));
      }}
      {...(parsed.ok ? { "aria-describedby": describedBy } : {})}
    />
  );
}

function ListControl({ field, value, describedBy, disabled, onChange }: SettingControlProps) {
  const [text, setText] = useState(() => valueText(value));
  return (
    <textarea
      className="ui-input mono"
      aria-label={field.label}
      aria-describedby={describedBy}
      rows={Math.min(10, Math.max(3, text.split("\n").length + 1))}
      spellCheck={false}
      value={text}
      disabled={disabled}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        const parsed = parseText(field, text);
        if (parsed.ok && !sameValue(parsed.value, value)) onChange(parsed.value);
      }}
    />
  );
}

function RangeControl({ field, value, describedBy, disabled, onChange }: SettingControlProps) {
  const [moving, setMoving] = useState<number | null>(null);
  const shown = moving ?? Number(value);
  const commit = (): void => {
    if (moving !== null && moving !== value) onChange(moving);
    setMoving(null);
  };
  return (
    <>
      <input
        type="range"
        className="setting-range"
        aria-label={field.label}
        aria-describedby={describedBy}
        aria-valuetext={percent(shown)}
        min={field.minimum ?? 0}
        max={field.maximum ?? 1}
        step={0.05}
        value={shown}
        disabled={disabled}
        onChange={(event) => setMoving(Number(event.target.value))}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
      <output className="tabular">{percent(shown)}</output>
    </>
  );
}

function percent(share: number): string {
  return share > 1 ? `${Math.round(share * 100)} %` : formatPercent(share);
}
