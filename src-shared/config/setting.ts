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

/** Adds to a schema what a person is told of it. */
export function setting<T extends z.ZodType>(schema: T, meta: SettingMeta): T {
  settingMeta.add(schema, meta);
  return schema;
}
