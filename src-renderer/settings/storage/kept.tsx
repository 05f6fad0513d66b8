import { useState } from "react";
import type { KeptStorage, StorageView } from "../../../src-shared/contract/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { storageWords as words } from "../../strings/en-storage.ts";
import { formatBytes } from "../../strings/format.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { useToast } from "../../ui/toast.tsx";

/** Databases that earlier switches left, and letting them go. */
export function Kept({ view }: { readonly view: StorageView }) {
  const remove = useCoreAction("storage.removeKept");
  const toast = useToast();
  const [asked, setAsked] = useState<KeptStorage | null>(null);
  const isFile = asked !== null && asked.kind !== "turso-remote";
  return (
    <section className="settings-group">
      <h2 className="settings-group-title">{words.kept}</h2>
      <p className="setting-help">{words.keptHelp}</p>
      <ul className="storage-kept">
        {view.kept.map((one) => (
          <li key={one.id} className="setting">
            <div className="setting-text">
              <span className="setting-label">{words.kinds[one.kind]}</span>
              <p className="setting-help mono storage-place">{one.place}</p>
              <p className="setting-help tabular">
                {one.bytes > 0 && `${formatBytes(one.bytes)} · `}
                {words.keptSince} <RelativeTime instant={one.since} />
              </p>
            </div>
            <div className="setting-control">
              <Button
                variant="danger"
                aria-label={one.kind === "turso-remote" ? words.forgetLabel(one.place) : words.removeLabel(one.place)}
                onClick={() => setAsked(one)}
              >
                {one.kind === "turso-remote" ? words.forget : words.remove}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {remove.error !== null && <InlineError error={remove.error} />}
      <ConfirmDialog
        open={asked !== null}
        title={isFile ? words.removeQuestion : words.forgetQuestion}
        confirmLabel={isFile ? words.remove : words.forget}
        danger
        onConfirm={() => {
          if (asked !== null)
            remove.mutate({ id: asked.id }, { onSuccess: () => toast({ title: isFile ? words.removed : words.forgotten }) });
        }}
        onClose={() => setAsked(null)}
      >
        {asked !== null && (isFile ? words.removeHelp(asked.place) : words.forgetHelp(asked.place))}
      </ConfirmDialog>
    </section>
  );
}
