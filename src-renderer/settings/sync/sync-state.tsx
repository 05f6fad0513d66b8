import { CircleCheck, CloudAlert, CloudOff, KeyRound, RefreshCw, type LucideIcon } from "lucide-react";
import { useRef } from "react";
import type { StorageView, SyncPhase, SyncStatus } from "../../../src-shared/contract/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { syncWords as words } from "../../strings/en-sync.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Switch } from "../../ui/switch.tsx";
import { useToast } from "../../ui/toast.tsx";
import { TokenField } from "../connection/token-field.tsx";

const ICONS: Readonly<Record<SyncPhase, LucideIcon>> = {
  off: CloudOff,
  connecting: RefreshCw,
  syncing: RefreshCw,
  current: CircleCheck,
  behind: RefreshCw,
  offline: CloudOff,
  "sign-in": KeyRound,
  failed: CloudAlert,
};

export interface SyncStateProps {
  readonly status: SyncStatus;
  readonly token: StorageView["token"];
}

/** How sync stands, with its age, and what to do when something is in the way. */
export function SyncState({ status, token }: SyncStateProps) {
  const set = useCoreAction("sync.set");
  const now = useCoreAction("sync.now");
  const toast = useToast();
  const { phase, host, syncedAt, nextAt, message, waiting, progress } = status;
  const Icon = ICONS[phase];
  const isBusy = phase === "connecting" || phase === "syncing";
  // A failed round says so in the status itself.
  const sync = (): void => now.mutate({});
  return (
    <section className="sync-state" data-phase={phase} aria-label={words.toggle}>
      <div className="sync-state-head">
        <Icon className="sync-state-icon" size="1.6em" strokeWidth={1.5} aria-hidden />
        <div>
          <output className="sync-phase">
            <strong>{words.phases[phase]}</strong> <span className="setting-help">{host}</span>
          </output>
          <p className="setting-help tabular">
            {syncedAt === null ? (
              words.neverInStep
            ) : (
              <>
                {words.lastInStep} <RelativeTime instant={syncedAt} />.
              </>
            )}
            {waiting > 0 && ` ${words.waiting(waiting)}`}
            {nextAt !== null && !isBusy && (
              <>
                {" "}
                {phase === "current" ? words.nextRound : words.nextTry} <RelativeTime instant={nextAt} />.
              </>
            )}
          </p>
        </div>
        <div className="sync-state-actions">
          <Button icon={RefreshCw} disabled={isBusy} onClick={sync}>
            {phase === "offline" || phase === "failed" ? words.retry : words.now}
          </Button>
          <Switch
            label={words.toggle}
            checked={status.enabled}
            disabled={set.isPending}
            onChange={() => set.mutate({ enabled: false }, { onSuccess: () => toast({ title: words.toggledOff }) })}
          />
        </div>
      </div>
      {progress !== null && (
        <ProgressBar
          label={words.progress[progress.phase]}
          value={progress.total === 0 ? null : progress.done / progress.total}
          text={words.of(progress.done, progress.total)}
        />
      )}
      {message !== "" && (
        <div className="sync-problem">
          <p>{message}</p>
          <p className="setting-help">{words.safe}</p>
        </div>
      )}
      {phase === "sign-in" && <SignIn token={token} onKept={sync} />}
      {set.error !== null && <InlineError error={set.error} />}
    </section>
  );
}

/** The field for a new token where the old one is refused. */
function SignIn({ token, onKept }: { readonly token: StorageView["token"]; readonly onKept: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="sync-fields">
      <p className="setting-help">{words.signIn}</p>
      <TokenField token={token} input={input} isRefused onKept={onKept} />
    </div>
  );
}
