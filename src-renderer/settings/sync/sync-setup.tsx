import { useRef, useState } from "react";
import { CloudOff } from "lucide-react";
import type { SharedKind, StorageView, SyncStatus } from "../../../src-shared/contract/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { connectionWords } from "../../strings/en-connection.ts";
import { syncWords as words } from "../../strings/en-sync.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { TestResult } from "../connection/test-result.tsx";
import { TokenField, tokenIn } from "../connection/token-field.tsx";
import { isUsableUrl, UrlField } from "../connection/url-field.tsx";
import { useConnectionTest } from "../connection/use-connection-test.ts";
import { SharedChoice } from "./shared-choice.tsx";
import { SendPreview } from "./send-preview.tsx";
import { totalOf, usePreview } from "./use-preview.ts";

export interface SyncSetupProps {
  readonly status: SyncStatus;
  readonly token: StorageView["token"];
  /** As it was when sync was on last. */
  readonly url: string;
  /** Why nothing can be set. */
  readonly isBroken: string | null;
}

/** Sync is off: where to, what of it, how it would look, and turning it on. */
export function SyncSetup({ status, token, url: knownUrl, isBroken }: SyncSetupProps) {
  const [url, setUrl] = useState(knownUrl);
  const [shared, setShared] = useState<readonly SharedKind[]>(status.shared);
  const [isChecked, setChecked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { test, run, stop, reset } = useConnectionTest();
  const save = useCoreAction("storage.saveToken");
  const turn = useCoreAction("sync.set");
  const preview = usePreview(shared, isUsableUrl(url) ? url.trim() : undefined);
  const target = { kind: "turso-remote", path: "", url: url.trim() } as const;
  const isTesting = test?.state === "running";
  const error = save.error ?? turn.error;

  async function tryIt(): Promise<boolean> {
    setChecked(true);
    return isUsableUrl(url) && run(target, tokenIn(field));
  }
  async function turnOn(): Promise<void> {
    if (test?.report?.ok !== true && !(await tryIt())) return;
    const written = tokenIn(field);
    if (written !== null) {
      await save.mutateAsync({ token: written });
      if (field.current !== null) field.current.value = "";
    }
    await turn.mutateAsync({ enabled: true, url: target.url, shared: [...shared] });
  }
  const total = totalOf(preview.data, shared);
  return (
    <form
      className="sync"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void tryIt();
      }}
    >
      <div className="sync-lead">
        <CloudOff size="1.6em" strokeWidth={1.5} aria-hidden />
        <div>
          <strong>{words.off}</strong>
          <p className="setting-help">
            {words.offHelp}
            {status.syncedAt !== null && ` ${words.offKept}`}
          </p>
        </div>
      </div>
      <section className="settings-group sync-fields">
        <div>
          <h2 className="settings-group-title">{words.server}</h2>
          <p className="setting-help">{words.serverHelp}</p>
        </div>
        <UrlField value={url} isChecked={isChecked} onChange={(next) => (setUrl(next), reset())} />
        <TokenField token={token} input={field} onEdit={reset} />
        <div className="storage-actions">
          <Button type="submit" disabled={isTesting}>
            {isTesting ? connectionWords.testing : connectionWords.test}
          </Button>
          {isTesting && <Button onClick={stop}>{connectionWords.stopTest}</Button>}
        </div>
        {test !== null && <TestResult test={test} />}
      </section>
      <SharedChoice chosen={shared} preview={preview.data} onChange={setShared} />
      <SendPreview preview={preview} />
      <div className="sync-turn-on">
        <div>
          <p className="tabular">{total === null ? words.counting : words.previewTotal(total.documents, total.bytes)}</p>
          <p className="setting-help">{isBroken ?? words.turnOnHelp}</p>
        </div>
        <Button
          variant="primary"
          disabled={isTesting || turn.isPending || save.isPending || isBroken !== null}
          onClick={() => void turnOn().catch(() => undefined)}
        >
          {isTesting ? words.checking : words.turnOn}
        </Button>
      </div>
      {error !== null && <InlineError error={error} />}
    </form>
  );
}
