import { readFile } from "node:fs/promises";
import type { settingsContract, SettingsView } from "../../../src-shared/contract/settings.ts";
import type { CoreContext, Handlers } from "../core-context.ts";

/** The settings form, the TOML file behind it, and the small view state a page keeps. */
export function createSettingsApi(context: CoreContext): Handlers<typeof settingsContract> {
  async function view(): Promise<SettingsView> {
    // The settings are where a storage that cannot be reached is changed.
    const info = await context.reader.info().catch(() => ({ bytes: 0, engine: "", schemaVersion: 0 }));
    return {
      ...context.config.view(),
      storage: {
        databasePath: context.config.databasePath(),
        databaseBytes: info.bytes,
        engine: info.engine,
        schemaVersion: info.schemaVersion,
        home: context.paths.home,
      },
    };
  }
  context.config.onChange(
    () =>
      void view()
        .then((now) => context.emit("settings.changed", now))
        .catch((error: unknown) => context.logger.warn("The settings could not be announced.", { error })),
  );

  return {
    "settings.get": view,
    async "settings.set"({ changes }) {
      await context.config.set(changes);
      return view();
    },
    async "settings.toml"() {
      const text = await readFile(context.paths.config, "utf8").catch(() => "");
      return { path: context.paths.config, text };
    },
    "settings.readState": ({ key }) => context.machine.readValue(`view:${key}`),
    "settings.writeState": ({ key, value }) => context.machine.writeValue(`view:${key}`, value),
  };
}
