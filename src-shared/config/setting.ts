import { z } from "zod";

/** What a person is told of one setting. With the schema it makes the settings form, the default file and the docs. */
export interface SettingMeta {
  /** Sentence case, no full stop. */
  readonly label: string;
  /** One or two plain sentences. */
  readonly help: string;
  /** How the form edits it, where the schema's type alone does not tell. */
  readonly control?: "path";
  /** Names of the choices of an enum, in its order. */
  readonly choices?: Readonly<Record<string, string>>;
  /** The change takes effect at the next start. */
  readonly needsRestart?: boolean;
}

/** What belongs to each setting and section of the configuration schema. */
export const settingMeta = z.registry<SettingMeta>();

/**
 * Adds to a schema what a person is told of it.
 * @throws TypeError for a schema that already has it: two settings that share one would share their words.
 */
export function setting<T extends z.ZodType>(schema: T, meta: SettingMeta): T {
  if (settingMeta.has(schema)) throw new TypeError(`The settings "${settingMeta.get(schema)?.label}" and "${meta.label}" share a schema.`);
  settingMeta.add(schema, meta);
  return schema;
}
