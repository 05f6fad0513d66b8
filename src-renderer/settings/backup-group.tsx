import { Archive, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { BackupSummary } from "../../src-shared/contract/index.ts";
import { useCoreAction } from "../app/core-query.ts";
import { backupWords as words } from "../strings/en-backup.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { InlineError } from "../ui/error-state.tsx";
import { TextField } from "../ui/text-field.tsx";

/** Backing up into a folder, and restoring from one. */
export function BackupGroup({ home }: { readonly home: string }) {
  const [path, setPath] = useState(() => `${home}-backup-${new Date().toISOString().slice(0, 10)}`);
  const backup = useCoreAction("host.backup");
  const check = useCoreAction("host.checkBackup");
  const restore = useCoreAction("host.restore");
  const isBusy = backup.isPending || check.isPending || restore.isPending;
  const error = backup.error ?? check.error ?? restore.error;
  function reset(): void {
    for (const action of [backup, check, restore]) action.reset();
  }
  return (
    <section className="settings-group" aria-label={words.title}>
      <h2 className="settings-group-title">{words.title}</h2>
      <p className="setting-help">{words.help}</p>
      <div className="backup-form">
        <TextField label={words.folder} value={path} onChange={(event) => setPath(event.target.value)} />
        <Button
          icon={Archive}
          disabled={isBusy || path.trim() === ""}
          onClick={() => {
            reset();
            backup.mutate({ path: path.trim() });
          }}
        >
          {backup.isPending ? words.backingUp : words.backUp}
        </Button>
        <Button
          icon={RotateCcw}
          disabled={isBusy || path.trim() === ""}
          onClick={() => {
            reset();
            check.mutate({ path: path.trim() });
          }}
        >
          {words.restore}
        </Button>
      </div>
      <div aria-live="polite">
        {backup.data !== undefined && <Result text={words.made} summary={backup.data} />}
        {restore.data !== undefined && <Result text={restore.data.restored ? words.restored : words.staged} summary={restore.data} />}
      </div>
      {error !== null && <InlineError error={error} />}
      <ConfirmDialog
        open={check.data !== undefined}
        title={words.ask}
        confirmLabel={words.confirm}
        danger
        onConfirm={() => restore.mutate({ path: check.data?.path ?? path })}
        onClose={check.reset}
      >
        {check.data !== undefined && <p>{words.found(check.data)}</p>}
        <p>{words.replaces}</p>
      </ConfirmDialog>
    </section>
  );
}

function Result({ text, summary }: { readonly text: string; readonly summary: BackupSummary }) {
  return (
    <p className="setting-help">
      {text} {words.found(summary)}
    </p>
  );
}
