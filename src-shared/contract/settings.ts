import { z } from "zod";
import { defineContract, event, method } from "../rpc/contract.ts";

/** One setting of the form. Generated from the configuration schema: the file, the form and the docs cannot differ. */
export interface SettingField {
  /** Dotted TOML key: `indexing.max_file_bytes`. */
  readonly key: string;
  readonly section: string;
  readonly label: string;
  readonly help: string;
  readonly type: "string" | "path" | "integer" | "number" | "boolean" | "choice" | "list";
  /** Of a choice, and of a list that takes some values only. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly default: SettingValue;
  /** Takes effect at the next start. */
  readonly needsRestart: boolean;
}

export type SettingValue = string | number | boolean | readonly string[] | null;

export interface SettingsProblem {
  readonly line: number | null;
  readonly column: number | null;
  readonly key: string | null;
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

export interface SettingsView {
  /** The TOML file. */
  readonly path: string;
  readonly fields: readonly SettingField[];
  readonly values: Readonly<Record<string, SettingValue>>;
  /** The file could not be used: the app runs on defaults and does not write to it. */
  readonly broken: boolean;
  readonly problems: readonly SettingsProblem[];
  readonly storage: {
    readonly databasePath: string;
    readonly databaseBytes: number;
    readonly engine: string;
    readonly schemaVersion: number;
    readonly home: string;
  };
}

const value = z.union([z.string().max(4096), z.number(), z.boolean(), z.array(z.string().max(4096)).max(1000), z.null()]);

export const settingsContract = defineContract({
  methods: {
    "settings.get": method(z.object({})).returns<SettingsView>(),
    /** Sets single keys in the file, comments kept; null returns a key to its default. Refused while the file is broken. */
    "settings.set": method(z.object({ changes: z.record(z.string(), value) })).returns<SettingsView>(),
    /** The file as it stands, for reading in the app. */
    "settings.toml": method(z.object({})).returns<{ readonly path: string; readonly text: string }>(),
    /** View state that the renderer keeps (last screen, pane sizes): small, local, never synced. */
    "settings.readState": method(z.object({ key: z.string().max(100) })).returns<string | null>(),
    "settings.writeState": method(z.object({ key: z.string().max(100), value: z.string().max(100_000).nullable() })).returns<void>(),
  },
  events: {
    "settings.changed": event<SettingsView>(),
  },
});
