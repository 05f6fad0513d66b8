import type { SettingsView } from "../../../src-shared/contract/index.ts";
import { storageWords as words } from "../../strings/en-storage.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { SettingRows } from "../setting-row.tsx";
import { InUse } from "./in-use.tsx";
import { Kept } from "./kept.tsx";
import { MoveForm } from "./move-form.tsx";
import { useSwitch } from "./switch-job.ts";
import { OtherNamed, SwitchState } from "./switch-state.tsx";
import { Unreachable } from "./unreachable.tsx";
import { useStorage } from "./use-storage.ts";
import "./storage.css";

/** Where the library is kept, and moving it. */
export function StorageSection({ view: settings }: { readonly view: SettingsView }) {
  const { data: view, error, refetch } = useStorage();
  const { job, start, dismiss } = useSwitch();
  if (error !== null && view === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (view === undefined) return <Skeleton />;
  const isBusy = job?.state === "running";
  const keys = view.kind === "turso-embedded" ? ["turso.token_env", "turso.sync_interval_seconds"] : ["turso.token_env"];
  return (
    <div className="storage">
      <div className="storage-states">
        {job !== null && <SwitchState job={job} view={view} onDismiss={dismiss} />}
        {view.next !== null && !isBusy && <OtherNamed view={view} next={view.next} />}
      </div>
      {view.problem !== "" && <Unreachable problem={view.problem} />}
      <InUse view={view} />
      {!isBusy && (
        <MoveForm
          key={`${view.kind} ${view.place}`}
          view={view}
          url={String(settings.values["turso.url"] ?? "")}
          onSwitch={(target) => void start(target, view.kind)}
        />
      )}
      {view.kept.length > 0 && <Kept view={view} />}
      <section className="settings-group">
        <h2 className="settings-group-title">{words.options}</h2>
        <SettingRows view={settings} section="turso" keys={keys} />
      </section>
    </div>
  );
}
