import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { EmbeddingSpaceInfo } from "../../../src-shared/contract/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { meaningWords } from "../../strings/en-meaning.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";

/** Vectors of each model: the ones that serve, and those that can serve again or go. */
export function Spaces({ spaces }: { readonly spaces: readonly EmbeddingSpaceInfo[] }) {
  const remove = useCoreAction("embedding.removeSpace");
  const rollback = useCoreAction("embedding.rollback");
  const [asking, setAsking] = useState<string | null>(null);
  const error = remove.error ?? rollback.error;
  return (
    <section className="settings-group">
      <h2 className="settings-group-title">{meaningWords.spaces}</h2>
      <ul>
        {spaces.map(({ id, modelName, state, dimensions, createdAt }) => (
          <li key={id} className="setting">
            <div className="setting-text">
              <span className="setting-label">{modelName}</span>
              <p className="setting-help tabular">
                {meaningWords.spaceStates[state]} · {meaningWords.dimensions(dimensions)} · <RelativeTime instant={createdAt} />
              </p>
            </div>
            {state !== "active" && (
              <div className="setting-control">
                <IconButton icon={Trash2} label={meaningWords.removeSpaceOf(modelName)} onClick={() => setAsking(id)} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {spaces.some(({ state }) => state === "retired") && (
        <Button disabled={rollback.isPending} onClick={() => rollback.mutate({})}>
          {meaningWords.rollback}
        </Button>
      )}
      {error !== null && <InlineError error={error} />}
      <ConfirmDialog
        open={asking !== null}
        title={meaningWords.removeSpaceQuestion}
        confirmLabel={meaningWords.removeSpace}
        danger
        onConfirm={() => asking !== null && remove.mutate({ id: asking })}
        onClose={() => setAsking(null)}
      >
        {meaningWords.removeSpaceHelp}
      </ConfirmDialog>
    </section>
  );
}
