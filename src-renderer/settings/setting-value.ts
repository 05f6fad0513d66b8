/** Values between the form and the file. Pure. */
import { formatNumber } from "../strings/format.ts";
import type { SettingField, SettingValue } from "../../src-shared/contract/settings.ts";

/** What a text box shows for a value. */
export function valueText(value: SettingValue): string {
  if (Array.isArray(value)) return (value as readonly string[]).join("\n");
  if (typeof value === "number" && Number.isInteger(value)) return formatNumber(value);
  return value === null ? "" : String(value as string | number | boolean);
}

export type Parsed = { readonly ok: true; readonly value: SettingValue } | { readonly ok: false };

/** What a typed text means for a field; not ok when it is no number, or one out of range. */
export function parseText(field: SettingField, text: string): Parsed {
  if (field.type === "list") {
    const items = text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    return { ok: true, value: items };
  }
  if (field.type !== "integer" && field.type !== "number") return { ok: true, value: text.trim() };
  const compact = text.replaceAll(/[\s,_]/g, "");
  const number = Number(compact);
  const isBad =
    compact === "" ||
    !Number.isFinite(number) ||
    (field.type === "integer" && !Number.isInteger(number)) ||
    (field.minimum !== null && number < field.minimum) ||
    (field.maximum !== null && number > field.maximum);
  return isBad ? { ok: false } : { ok: true, value: number };
}

export function sameValue(a: SettingValue | undefined, b: SettingValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Steps of text size, with the present one among them. */
export function scaleChoices(current: number): readonly number[] {
  const steps = [0.75, 0.875, 1, 1.125, 1.25, 1.5, 1.75, 2];
  return steps.includes(current) ? steps : [...steps, current].toSorted((a, b) => a - b);
}
