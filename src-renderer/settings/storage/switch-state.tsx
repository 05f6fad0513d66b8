import { useMutation } from "@tanstack/react-query";
import { CircleCheck, FilePenLine } from "lucide-react";
import type { StorageView } from "../../../src-shared/contract/index.ts";
import { useCore } from "../../app/core-context.tsx";
import { common } from "../../strings/en-common.ts";
import { storageWords as words } from "../../strings/en-storage.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import type { SwitchJob } from "./switch-job.ts";

/** A switch under way with its number, or how the last one ended. */
export function SwitchState({
  job,
  view,
  onDismiss,
}: {
  readonly job: SwitchJob;
  readonly view: StorageView;
  readonly onDismiss: () => void;
}) {
  const old = words.kinds[view.kind];
  switch (job.state) {
    case "running":
      return <Running job={job} />;
    case "done":
      return (
        <output className="storage-notice">
          <CircleCheck size="1.3em" strokeWidth={1.75} aria-hidden />
          <div>
            <strong>{words.doneTitle(words.kinds[job.report.to])}</strong>
            <p className="setting-help">{words.done(job.report.documents, job.report.vectors, job.report.seconds)}</p>
          </div>
          <Button size="small" onClick={onDismiss}>
            {common.dismiss}
          </Button>
        </output>
      );
    case "cancelled":
      return (
        <output className="storage-notice">
          <div>
            <strong>{words.cancelled(old)}</strong>
            <p className="setting-help">{words.cancelledHelp}</p>
          </div>
          <Button size="small" onClick={onDismiss}>
            {common.dismiss}
          </Button>
        </output>
      );
    case "failed":
      return (
        <div className="storage-failed">
          <strong>{words.failed}</strong>
          <p className="setting-help">{words.failedSafe(old)}</p>
          <InlineError error={job.error} />
        </div>
      );
  }
}

function Running({ job }: { readonly job: SwitchJob & { readonly state: "running" } }) {
  const { step, from, isAgain, isStopping } = job;
  const isCounted = step !== null && step.total > 0 && step.phase !== "open" && step.phase !== "finish";
  return (
    <section className="storage-progress" aria-label={words.switching(words.kinds[job.target.kind])}>
      <ProgressBar
        label={words.phases[step?.phase ?? "open"]}
        value={isCounted ? step.done / step.total : null}
        text={isCounted ? words.of(step.done, step.total) : null}
      />
      <div className="storage-progress-foot">
        <p className="setting-help">{isAgain ? words.again : words.serves(words.kinds[from])}</p>
        <Button disabled={isStopping || step?.phase === "finish"} onClick={job.cancel}>
          {isStopping ? words.stopping : words.stop}
        </Button>
      </div>
    </section>
  );
}

/** The settings name another storage: they were changed by hand, or the one that another process switched to could not be opened. */
export function OtherNamed({ view, next }: { readonly view: StorageView; readonly next: NonNullable<StorageView["next"]> }) {
  const core = useCore();
  const change = useMutation({ mutationFn: () => core.call("storage.useNamed", {}) });
  return (
    <section className="storage-notice" aria-label={words.nextTitle(words.kinds[next.kind])}>
      <FilePenLine size="1.3em" strokeWidth={1.75} aria-hidden />
      <div>
        <strong>{words.nextTitle(words.kinds[next.kind])}</strong>
        <p className="storage-place mono">{next.place}</p>
        {next.problem !== "" && <p>{next.problem}</p>}
        <p className="setting-help">{words.nextHelp(words.kinds[view.kind])}</p>
        {change.error !== null && <InlineError error={change.error} />}
      </div>
      <Button size="small" disabled={change.isPending} onClick={() => change.mutate()}>
        {change.isPending ? words.changingOver : words.changeOver}
      </Button>
    </section>
  );
}
