import type { SettingsView } from "../../src-shared/contract/index.ts";
import { settingsWords } from "../strings/en-settings.ts";
import { formatBytes } from "../strings/format.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { BackupGroup } from "./backup-group.tsx";
import { SettingRows } from "./setting-row.tsx";

/** Where everything lies and how large it is. */
export function DataSection({ view }: { readonly view: SettingsView }) {
  const { storage } = view;
  return (
    <div>
      <dl className="settings-facts">
        <Fact name={settingsWords.home} value={storage.home} isPath />
        <Fact name={settingsWords.database} value={storage.databasePath} isPath />
        <Fact name={settingsWords.databaseSize} value={formatBytes(storage.databaseBytes)} />
        <Fact name={settingsWords.engine} value={storage.engine} />
        <Fact name={settingsWords.schema} value={String(storage.schemaVersion)} />
        <Fact name={settingsWords.settingsFile} value={view.path} isPath />
      </dl>
      <BackupGroup home={storage.home} />
      <section className="settings-group">
        <h2 className="settings-group-title">{settingsWords.otherHeading}</h2>
        <SettingRows view={view} section="logging" />
      </section>
    </div>
  );
}

function Fact({ name, value, isPath = false }: { readonly name: string; readonly value: string; readonly isPath?: boolean }) {
  return (
    <div className="settings-fact">
      <dt>{name}</dt>
      <dd className={isPath ? "mono" : undefined}>{value}</dd>
      {isPath && (
        <dd>
          <CopyButton
            text={value}
            label={settingsWords.copyPath}
            size="small"
            variant="quiet"
            aria-label={`${settingsWords.copyPath}: ${name}`}
          />
        </dd>
      )}
    </div>
  );
}
