import { useState, type RefObject } from "react";
import type { StorageView } from "../../../src-shared/contract/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { connectionWords as words } from "../../strings/en-connection.ts";
import { common } from "../../strings/en-common.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useToast } from "../../ui/toast.tsx";
import "./connection.css";

export interface TokenFieldProps {
  readonly token: StorageView["token"];
  /** The field's own element is the only place where a token is before it is sent: no state, no attribute holds it. */
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onEdit?: () => void;
  /** The kept one does not do: the field stands open. */
  readonly isRefused?: boolean;
  readonly onKept?: () => void;
}

/** The server's token: entered, replaced or forgotten, never shown. */
export function TokenField({ token, input, onEdit, isRefused = false, onKept }: TokenFieldProps) {
  const save = useCoreAction("storage.saveToken");
  const forget = useCoreAction("storage.forgetToken");
  const toast = useToast();
  const [isReplacing, setReplacing] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [isEmpty, setEmpty] = useState(true);
  const isKept = token.source === "keychain" || token.source === "file";
  const error = save.error ?? forget.error;

  function keep(): void {
    const value = tokenIn(input);
    if (value === null) return;
    save.mutate(
      { token: value },
      {
        onSuccess: () => {
          if (input.current !== null) input.current.value = "";
          setEmpty(true);
          setReplacing(false);
          toast({ title: words.tokenKept });
          onKept?.();
        },
      },
    );
  }
  return (
    <div className="connection-token">
      {token.source === "environment" ? (
        <Told>{words.tokenFrom(token.variable)}</Told>
      ) : isKept && !isReplacing && !isRefused ? (
        <div className="connection-row">
          <Told>
            {words.tokenSources[token.source]}. {words.tokenHidden}
          </Told>
          <Button size="small" aria-label={words.replaceTokenLabel} onClick={() => setReplacing(true)}>
            {words.replaceToken}
          </Button>
          <Button size="small" variant="danger" aria-label={words.forgetTokenLabel} onClick={() => setAsking(true)}>
            {words.forgetToken}
          </Button>
        </div>
      ) : (
        <div className="connection-row">
          <TextField
            ref={input}
            type="password"
            label={words.token}
            help={words.tokenHelp(token.osKeychain)}
            autoComplete="new-password"
            maxLength={10_000}
            onChange={(event) => {
              setEmpty(event.target.value.trim() === "");
              onEdit?.();
            }}
          />
          <Button disabled={isEmpty || save.isPending} onClick={keep}>
            {words.keepToken}
          </Button>
          {isReplacing && <Button onClick={() => setReplacing(false)}>{common.cancel}</Button>}
        </div>
      )}
      {error !== null && <InlineError error={error} />}
      <ConfirmDialog
        open={isAsking}
        title={words.forgetQuestion}
        confirmLabel={words.forgetToken}
        danger
        onConfirm={() => forget.mutate({}, { onSuccess: () => toast({ title: words.tokenForgotten }) })}
        onClose={() => setAsking(false)}
      >
        {words.forgetHelp}
      </ConfirmDialog>
    </div>
  );
}

function Told({ children }: { readonly children: React.ReactNode }) {
  return (
    <div className="connection-told">
      <span className="ui-field-label">{words.token}</span>
      <p className="setting-help">{children}</p>
    </div>
  );
}

/** What stands in the field, or null. */
export function tokenIn(input: RefObject<HTMLInputElement | null>): string | null {
  const text = input.current?.value.trim() ?? "";
  return text === "" ? null : text;
}
