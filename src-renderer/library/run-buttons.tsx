import { Pause, Play, X } from "lucide-react";
import { useState } from "react";
import type { RunProgress } from "../../src-shared/contract/index.ts";
import { useCore } from "../app/core-context.tsx";
import { messageOf, VerdigrisError } from "../../src-shared/rpc/errors.ts";
import { libraryWords } from "../strings/en-library.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { useToast } from "../ui/toast.tsx";

const words = libraryWords.run;

/** Pause, resume and cancel. */
export function RunButtons({ run, name }: { readonly run: RunProgress; readonly name: string }) {
  const core = useCore();
  const toast = useToast();
  const [asks, setAsks] = useState(false);
  function steer(method: "library.pause" | "library.resume" | "library.cancel"): void {
    core.call(method, { runId: run.runId }).catch((error: unknown) => {
      // It ended a moment before: what was wanted is so.
      if (error instanceof VerdigrisError && error.code === "not-found") return;
      toast({ title: messageOf(error), problem: true });
    });
  }
  const isPaused = run.state === "paused";
  return (
    <span className="run-buttons">
      <Button
        size="small"
        icon={isPaused ? Play : Pause}
        aria-label={`${isPaused ? words.resume : words.pause}: ${name}`}
        onClick={() => steer(isPaused ? "library.resume" : "library.pause")}
      >
        {isPaused ? words.resume : words.pause}
      </Button>
      <Button size="small" icon={X} aria-label={`${words.cancel}: ${name}`} onClick={() => setAsks(true)}>
        {words.cancel}
      </Button>
      <ConfirmDialog
        open={asks}
        title={words.cancelTitle}
        confirmLabel={words.stop}
        danger
        onConfirm={() => steer("library.cancel")}
        onClose={() => setAsks(false)}
      >
        {words.cancelHelp}
      </ConfirmDialog>
    </span>
  );
}
