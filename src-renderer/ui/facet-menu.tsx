import { Check, ChevronDown } from "lucide-react";
import { Button } from "./button.tsx";
import { Popover } from "./popover.tsx";
import "./facet-menu.css";
import { formatNumber } from "../strings/format.ts";
import { common } from "../strings/en-common.ts";

export interface FacetOption {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export interface FacetMenuProps {
  readonly label: string;
  readonly options: readonly FacetOption[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** A facet of several values: its button says what is chosen, its list how many each value would show. */
export function FacetMenu({ label, options, chosen, onChange }: FacetMenuProps) {
  const names = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const toggle = (value: string): void => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <Popover
      label={label}
      trigger={
        <Button size="small" className="facet-button" data-active={chosen.length > 0 || undefined}>
          <span className="truncate">{names.length === 0 ? label : names.join(", ")}</span>
          <ChevronDown size="1em" aria-hidden />
        </Button>
      }
    >
      <fieldset className="facet-options">
        <legend className="visually-hidden">{label}</legend>
        {options.map((option) => (
          <label key={option.value} className="facet-option">
            <input
              type="checkbox"
              className="visually-hidden"
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            <span className="facet-check" aria-hidden>
              {chosen.includes(option.value) && <Check size="1em" />}
            </span>
            <span className="truncate">{option.label}</span>
            <span className="ui-count tabular">{formatNumber(option.count)}</span>
          </label>
        ))}
      </fieldset>
      {chosen.length > 0 && (
        <Button variant="quiet" size="small" onClick={() => onChange([])}>
          {common.any}
        </Button>
      )}
    </Popover>
  );
}
