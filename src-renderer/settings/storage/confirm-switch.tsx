import { storageWords as words } from "../../strings/en-storage.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import type { Target } from "../connection/use-connection-test.ts";

export interface ConfirmSwitchProps {
  readonly open: boolean;
  readonly target: Target;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what a switch does before it is made. */
export function ConfirmSwitch({ open, target, onConfirm, onClose }: ConfirmSwitchProps) {
  const { kind, url = "" } = target;
  const host = URL.parse(url)?.host ?? "";
  const { copy, leaves, indexing, old, end } = words.confirm;
  return (
    <ConfirmDialog
      open={open}
      title={words.confirmTitle(words.kinds[kind])}
      confirmLabel={words.switchTo}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <ul className="storage-changes">
        {host !== "" && (
          <li>
            <strong>{leaves(host)}</strong>
          </li>
        )}
        {[copy, indexing, end, old].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
