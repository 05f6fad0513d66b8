import { Server } from "lucide-react";
import type { SettingsView } from "../../../src-shared/contract/index.ts";
import { routes } from "../../app/navigation.ts";
import { settingsWords } from "../../strings/en-settings.ts";
import { syncWords as words } from "../../strings/en-sync.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useStorage } from "../storage/use-storage.ts";
import { SyncOn } from "./sync-on.tsx";
import { SyncSetup } from "./sync-setup.tsx";
import { useSync } from "./use-sync.ts";
import "./sync.css";

/** Whether and what this machine shares with others: set up the first time, steered afterwards. */
export function SyncSection({ view: settings }: { readonly view: SettingsView }) {
  const status = useSync();
  const storage = useStorage();
  const error = status.error ?? storage.error;
  if (error !== null && (status.data === undefined || storage.data === undefined)) {
    return <ErrorState error={error} onRetry={() => void Promise.all([status.refetch(), storage.refetch()])} />;
  }
  if (status.data === undefined || storage.data === undefined) return <Skeleton />;
  const { kind, place, token } = storage.data;
  if (status.data.enabled) return <SyncOn settings={settings} status={status.data} token={token} />;
  if (kind === "turso-embedded" || kind === "turso-remote") {
    const action = <ButtonLink href={routes.settings("storage")}>{words.openStorage}</ButtonLink>;
    return (
      <EmptyState icon={Server} title={words.onServer} actions={action}>
        {words.onServerHelp(place)}
      </EmptyState>
    );
  }
  return (
    <SyncSetup
      status={status.data}
      token={token}
      url={String(settings.values["sync.url"] ?? "")}
      isBroken={settings.broken ? settingsWords.broken : null}
    />
  );
}
