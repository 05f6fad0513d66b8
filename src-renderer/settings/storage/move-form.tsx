import { useRef, useState } from "react";
import type { StorageView } from "../../../src-shared/contract/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { connectionWords } from "../../strings/en-connection.ts";
import { storageWords as words } from "../../strings/en-storage.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { TestResult } from "../connection/test-result.tsx";
import { TokenField, tokenIn } from "../connection/token-field.tsx";
import { UrlField } from "../connection/url-field.tsx";
import { useConnectionTest, type Target } from "../connection/use-connection-test.ts";
import { ConfirmSwitch } from "./confirm-switch.tsx";
import { KindChoice } from "./kind-choice.tsx";
import { hasFile, hasServer, isInUse, isUsable, isUsablePath, targetOf } from "./target.ts";

export interface MoveFormProps {
  readonly view: StorageView;
  /** The server in use or last named. */
  readonly url: string;
  readonly onSwitch: (target: Target) => void;
}

/** Where the library shall lie: chosen, tried, and switched to after a question. */
export function MoveForm({ view, url: knownUrl, onSwitch }: MoveFormProps) {
  const [kind, setKind] = useState(view.kind);
  const [path, setPath] = useState("");
  const [url, setUrl] = useState(knownUrl);
  const [isChecked, setChecked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const token = useRef<HTMLInputElement>(null);
  const save = useCoreAction("storage.saveToken");
  const { test, run, stop, reset } = useConnectionTest();
  const target = targetOf(kind, path, url);
  const usable = isUsable(target);
  const inUse = isInUse(target, view, knownUrl);
  const isTesting = test?.state === "running";
  const isTested = test?.report?.ok === true;
  const edit = (change: () => void): void => {
    change();
    reset();
  };

  function tryIt(): void {
    setChecked(true);
    if (usable) void run(target, hasServer(kind) ? tokenIn(token) : null);
  }
  async function confirmed(): Promise<void> {
    const written = hasServer(kind) ? tokenIn(token) : null;
    if (written !== null) {
      await save.mutateAsync({ token: written });
      if (token.current !== null) token.current.value = "";
    }
    onSwitch(target);
  }
  return (
    <section className="settings-group">
      <h2 className="settings-group-title">{words.change}</h2>
      <p className="setting-help">{words.changeHelp}</p>
      <form
        className="storage-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          tryIt();
        }}
      >
        <KindChoice value={kind} inUse={view.kind} onChange={(next) => edit(() => (setKind(next), setChecked(false)))} />
        {hasServer(kind) && <UrlField value={url} isChecked={isChecked} onChange={(next) => edit(() => setUrl(next))} />}
        {hasServer(kind) && <TokenField token={view.token} input={token} onEdit={reset} />}
        {hasFile(kind) && (
          <TextField
            label={words.file}
            placeholder={words.defaultFiles[kind]}
            help={words.fileHelp}
            error={isUsablePath(path) ? null : words.fileProblem}
            value={path}
            onChange={(event) => edit(() => setPath(event.target.value))}
          />
        )}
        <div className="storage-actions">
          <Button type="submit" variant={isTested || inUse ? "plain" : "primary"} disabled={isTesting}>
            {isTesting ? connectionWords.testing : connectionWords.test}
          </Button>
          {isTesting && <Button onClick={stop}>{connectionWords.stopTest}</Button>}
          <Button
            variant={isTested && !inUse ? "primary" : "plain"}
            disabled={inUse || isTesting || test?.report?.ok === false}
            onClick={() => (setChecked(true), usable && setAsking(true))}
          >
            {words.switchTo}…
          </Button>
          {inUse && <p className="setting-help">{words.inUseAlready}</p>}
        </div>
        {test !== null && <TestResult test={test} />}
        {save.error !== null && <InlineError error={save.error} />}
      </form>
      <ConfirmSwitch
        open={isAsking}
        target={target}
        onConfirm={() => void confirmed().catch(() => undefined)}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}
