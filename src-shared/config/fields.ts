/** The configuration schema taken apart into single settings, for the form, the file and the docs. */
import { z } from "zod";
import type { SettingField, SettingValue } from "../contract/settings.ts";
import { configSchema, type Config } from "./schema.ts";
import { settingMeta, type SettingMeta } from "./setting.ts";

/** One setting with its schema. */
export interface Setting extends SettingField {
  readonly schema: z.ZodType<SettingValue>;
}

export interface Section {
  /** Empty for settings that stand before the first section. */
  readonly name: string;
  readonly label: string;
  readonly help: string;
}

/** The sections, in the order of the file. */
export function describeSections(): readonly Section[] {
  const sections: Section[] = [{ name: "", label: "Storage", help: "" }];
  for (const [name, schema] of Object.entries(configSchema.shape)) {
    if (schema instanceof z.ZodPrefault) {
      const { label, help } = metaOf(name, schema);
      sections.push({ name, label, help });
    }
  }
  return sections;
}

/** Every setting, in the order of the file. */
export function listSettings(): readonly Setting[] {
  return Object.entries(configSchema.shape).flatMap(([name, schema]) => {
    if (!(schema instanceof z.ZodPrefault)) return [toSetting("", name, schema)];
    return Object.entries(schema.unwrap().shape).map(([key, leaf]) => toSetting(name, key, leaf));
  });
}

/** Every setting as the form wants it. Survives JSON. */
export function describeSettings(): readonly SettingField[] {
  return listSettings().map(({ schema: _schema, ...field }) => field);
}

/** A configuration as single values by dotted key. */
export function settingValues(config: Config): Readonly<Record<string, SettingValue>> {
  const values: Record<string, SettingValue> = {};
  for (const [name, value] of Object.entries(config)) {
    if (typeof value !== "object") values[name] = value;
    else for (const [key, leaf] of Object.entries(value)) values[`${name}.${key}`] = leaf as SettingValue;
  }
  return values;
}

function toSetting(section: string, name: string, schema: z.ZodType): Setting {
  const key = section === "" ? name : `${section}.${name}`;
  if (!(schema instanceof z.ZodDefault)) throw new TypeError(`The setting "${key}" has no default.`);
  const meta = metaOf(key, schema);
  const inner = schema.unwrap() as z.ZodType;
  const isNumber = inner instanceof z.ZodNumber;
  return {
    key,
    section,
    label: meta.label,
    help: meta.help,
    type: meta.control ?? typeOf(key, inner),
    choices: choicesOf(inner, meta),
    minimum: isNumber ? finite(inner.minValue) : null,
    maximum: isNumber ? finite(inner.maxValue) : null,
    default: schema.def.defaultValue as SettingValue,
    needsRestart: meta.needsRestart ?? false,
    schema: schema as unknown as z.ZodType<SettingValue>,
  };
}

/** Of an enum, and of a list of an enum's values. */
function choicesOf(schema: z.ZodType, meta: SettingMeta): SettingField["choices"] {
  const chosen = schema instanceof z.ZodArray ? schema.element : schema;
  if (!(chosen instanceof z.ZodEnum)) return [];
  return chosen.options.map((value) => ({ value: String(value), label: meta.choices?.[value] ?? String(value) }));
}

function metaOf(key: string, schema: z.ZodType): SettingMeta {
  const meta = settingMeta.get(schema);
  if (meta === undefined) throw new TypeError(`The setting "${key}" says nothing of itself.`);
  return meta;
}

function typeOf(key: string, schema: z.ZodType): SettingField["type"] {
  if (schema instanceof z.ZodEnum) return "choice";
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodNumber) return schema.isInt ? "integer" : "number";
  if (schema instanceof z.ZodString) return "string";
  if (schema instanceof z.ZodArray) return "list";
  throw new TypeError(`The setting "${key}" has a type the form does not know.`);
}

function finite(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : value;
}
