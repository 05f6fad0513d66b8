import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import type { DownloadProgress, EmbeddingModel } from "../../../src-shared/contract/index.ts";
import { useCore } from "../../app/core-context.tsx";
import { useCoreAction } from "../../app/core-query.ts";
import { formatBytes } from "../../strings/format.ts";
import { meaningWords } from "../../strings/en-meaning.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";

/** One model: what it is, and the one thing to do with it next. */
export function ModelRow({ model }: { readonly model: EmbeddingModel }) {
  const core = useCore();
  const choose = useCoreAction("embedding.choose");
  const remove = useCoreAction("embedding.removeModel");
  const cancel = useCoreAction("embedding.cancelDownload");
  const [progress, setProgress] = useState<DownloadProgress | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const running = progress ?? model.download;

  async function download(): Promise<void> {
    setFailure(null);
    setProgress({ done: 0, total: model.bytes });
    try {
      await core.call("embedding.download", { id: model.id }, { onProgress: setProgress });
    } catch (error) {
      setFailure(error);
    } finally {
      setProgress(null);
    }
  }

  const facts = [
    model.dimensions === null ? null : meaningWords.dimensions(model.dimensions),
    model.bytes > 0 && model.installed ? formatBytes(model.bytes) : null,
    model.licence === "" ? null : model.licence,
  ].filter((fact) => fact !== null);
  const error = failure ?? choose.error ?? remove.error;
  return (
    <li className="setting">
      <div className="setting-text">
        <span className="setting-label">{model.name}</span>
        <p className="setting-help">{model.description}</p>
        <p className="setting-help tabular">{facts.join(" · ")}</p>
        {running !== null && (
          <ProgressBar
            label={meaningWords.downloading(model.name)}
            value={running.total === 0 ? null : running.done / running.total}
            text={`${formatBytes(running.done)} / ${formatBytes(running.total)}`}
          />
        )}
      </div>
      <div className="setting-control">
        {running !== null ? (
          <Button onClick={() => cancel.mutate({ id: model.id })}>{meaningWords.stop}</Button>
        ) : model.chosen ? (
          <span className="meaning-state">{meaningWords.inUse}</span>
        ) : model.installed ? (
          <>
            {model.kind !== "builtin" && model.kind !== "endpoint" && (
              <IconButton icon={Trash2} label={meaningWords.removeModel(model.name)} onClick={() => setAsking(true)} />
            )}
            <Button disabled={choose.isPending} onClick={() => choose.mutate({ id: model.id })}>
              {meaningWords.use}
              <span className="visually-hidden"> {model.name}</span>
            </Button>
          </>
        ) : (
          <Button icon={Download} onClick={() => void download()}>
            {meaningWords.downloadSize(formatBytes(model.bytes))}
            <span className="visually-hidden">: {model.name}</span>
          </Button>
        )}
      </div>
      {error !== null && (
        <div className="setting-error">
          <InlineError error={error} />
        </div>
      )}
      <ConfirmDialog
        open={isAsking}
        title={meaningWords.removeModelQuestion(model.name)}
        confirmLabel={meaningWords.remove}
        danger
        onConfirm={() => remove.mutate({ id: model.id })}
        onClose={() => setAsking(false)}
      >
        {meaningWords.removeModelHelp}
      </ConfirmDialog>
    </li>
  );
}
