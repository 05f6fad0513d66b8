import type { TranscriptEntry } from "../../../src-shared/contract/index.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { useCore } from "../../app/core-context.tsx";
import { transcriptWords } from "../../strings/en-transcripts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useToast } from "../../ui/toast.tsx";

const words = transcriptWords.guard.erase;

export interface EraseDialogProps {
  /** Null while it is closed. */
  readonly entry: TranscriptEntry | null;
  /** The assistant's name. */
  readonly assistant: string;
  readonly onClose: () => void;
}

/** Asks before a kept transcript goes for good, saying what is left of it. */
export function EraseDialog({ entry, assistant, onClose }: EraseDialogProps) {
  const core = useCore();
  const toast = useToast();
  function erase(): void {
    if (entry === null) return;
    core.call("transcripts.erase", { assistant: entry.assistant, key: entry.key }).then(
      () => toast({ title: words.done(entry.title) }),
      (error: unknown) => toast({ title: messageOf(error), problem: true }),
    );
  }
  return (
    <ConfirmDialog open={entry !== null} title={words.title} confirmLabel={words.confirm} danger onConfirm={erase} onClose={onClose}>
      <p>{words.lost(entry?.title ?? "")}</p>
      <p className="muted">{entry?.present === true ? words.safe(assistant) : words.nothingLeft(assistant)}</p>
    </ConfirmDialog>
  );
}
