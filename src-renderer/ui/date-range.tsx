import { ChevronDown } from "lucide-react";
import { addDays, dayOf, formatShortDay, isDay, type Day } from "../strings/days.ts";
import { dateWords as words } from "../strings/en-dates.ts";
import { Button } from "./button.tsx";
import { Popover } from "./popover.tsx";
import { TextField } from "./text-field.tsx";
import "./date-range.css";

export interface DateRangeProps {
  /** First and last day, both inclusive. */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly onChange: (range: { readonly from: Day | null; readonly to: Day | null }) => void;
}

/** Days of each preset, the present one included. */
const PRESETS = { today: 1, week: 7, month: 30, year: 365 } as const;

/** A span of days behind a button that says it. */
export function DateRange({ from, to, onChange }: DateRangeProps) {
  return (
    <Popover
      label={words.date}
      trigger={
        <Button size="small" className="facet-button" data-active={from !== null || to !== null || undefined}>
          <span className="truncate">{rangeName(from, to)}</span>
          <ChevronDown size="1em" aria-hidden />
        </Button>
      }
    >
      <div className="date-range">
        <fieldset className="date-presets">
          <legend className="visually-hidden">{words.presetsLabel}</legend>
          {(["today", "week", "month", "year"] as const).map((preset) => (
            <Button key={preset} size="small" onClick={() => onChange({ from: daysAgo(PRESETS[preset] - 1), to: null })}>
              {words.presets[preset]}
            </Button>
          ))}
        </fieldset>
        <TextField
          type="date"
          label={words.from}
          value={from ?? ""}
          max={to ?? undefined}
          onChange={(event) => onChange({ from: dayOrNull(event.target.value), to })}
        />
        <TextField
          type="date"
          label={words.to}
          value={to ?? ""}
          min={from ?? undefined}
          onChange={(event) => onChange({ from, to: dayOrNull(event.target.value) })}
        />
        <Button size="small" variant="quiet" disabled={from === null && to === null} onClick={() => onChange({ from: null, to: null })}>
          {words.clear}
        </Button>
      </div>
    </Popover>
  );
}

function daysAgo(days: number): Day | null {
  const today = dayOf(new Date().toISOString());
  return today === null ? null : addDays(today, -days);
}

function dayOrNull(text: string): Day | null {
  return isDay(text) ? text : null;
}

function rangeName(from: Day | null, to: Day | null): string {
  if (from === null && to === null) return words.date;
  if (from === to && from !== null) return formatShortDay(from);
  return words.range(from === null ? null : formatShortDay(from), to === null ? null : formatShortDay(to));
}
