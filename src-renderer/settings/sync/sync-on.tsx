import { useState } from "react";
import type { SettingsView, SharedKind, StorageView, SyncStatus } from "../../../src-shared/contract/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { syncWords as words } from "../../strings/en-sync.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { SettingRows } from "../setting-row.tsx";
import { LastRound } from "./last-round.tsx";
import { SendPreview } from "./send-preview.tsx";
import { SharedChoice } from "./shared-choice.tsx";
import { SyncState } from "./sync-state.tsx";
import { usePreview } from "./use-preview.ts";

export interface SyncOnProps {
  readonly settings: SettingsView;
  readonly status: SyncStatus;
  readonly token: StorageView["token"];
}

/** Sync is on: how it stands, what it did, what it sends. */
export function SyncOn({ settings, status, token }: SyncOnProps) {
  const choose = useCoreAction("sync.set");
  const [draft, setDraft] = useState<readonly SharedKind[] | null>(null);
  const chosen = draft ?? status.shared;
  const isChanged = draft !== null && (draft.length !== status.shared.length || draft.some((kind) => !status.shared.includes(kind)));
  const preview = usePreview(chosen);
  return (
    <div className="sync">
      <SyncState status={status} token={token} />
      <LastRound round={status.last} />
      <SharedChoice chosen={chosen} preview={preview.data} onChange={setDraft} />
      {isChanged && (
        <div className="sync-turn-on">
          <p className="setting-help">{words.saveHelp}</p>
          <Button
            variant="primary"
            disabled={choose.isPending}
            onClick={() => choose.mutate({ shared: [...chosen] }, { onSuccess: () => setDraft(null) })}
          >
            {words.save}
          </Button>
        </div>
      )}
      {choose.error !== null && <InlineError error={choose.error} />}
      <SendPreview preview={preview} />
      <section className="settings-group">
        <h2 className="settings-group-title">{words.options}</h2>
        <SettingRows view={settings} section="sync" keys={["sync.url", "sync.interval_seconds"]} />
      </section>
    </div>
  );
}
