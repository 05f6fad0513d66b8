import { describeSections, listSettings, type Setting } from "../../../src-shared/config/fields.ts";
import { nameOf } from "./problems.ts";
import { tomlValue } from "./toml-text.ts";

const HEADING = `# Settings of Verdigris. The app changes single lines here and keeps the rest, comments included.
# Each setting shows its default behind a #. To change one, take the # away.
`;

/** The file a new data folder gets: every section and setting, explained, with the defaults commented out so that better ones can follow. */
export function renderDefaultConfig(): string {
  const settings = listSettings();
  const parts = describeSections().map(({ name, help }) => {
    const head = name === "" ? "" : `# ${help}\n[${name}]\n`;
    return (
      head +
      settings
        .filter(({ section }) => section === name)
        .map(renderSetting)
        .join("\n")
    );
  });
  return [HEADING, ...parts].join("\n");
}

function renderSetting(setting: Setting): string {
  const { choices, minimum, maximum } = setting;
  const allowed =
    choices.length > 0 ? ` (${choices.map(({ value }) => value).join(", ")})` : minimum === null ? "" : ` (${minimum} to ${maximum})`;
  return `# ${setting.label}${allowed}. ${setting.help}\n# ${nameOf(setting)} = ${tomlValue(setting.default)}\n`;
}
