import type { EmbeddingBuild } from "../../../src-shared/contract/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { meaningWords } from "../../strings/en-meaning.ts";
import { Button } from "../../ui/button.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";

/** Vectors on their way: how far, and how to pause them; or why they stopped. */
export function BuildState({ build }: { readonly build: EmbeddingBuild }) {
  const pause = useCoreAction("embedding.pause");
  const resume = useCoreAction("embedding.resume");
  return (
    <output className="meaning-build" data-failed={build.state === "failed" || undefined}>
      {build.state === "failed" ? (
        <div>
          <strong>{meaningWords.buildFailed}</strong>
          <p className="setting-help">{build.message}</p>
        </div>
      ) : (
        <div>
          <ProgressBar
            label={meaningWords.building(build.modelName)}
            value={build.total === 0 ? null : build.done / build.total}
            text={meaningWords.buildProgress(build.done, build.total, build.rate)}
          />
          <p className="setting-help">{meaningWords.buildHelp}</p>
        </div>
      )}
      {build.state === "running" ? (
        <Button onClick={() => pause.mutate({})}>{meaningWords.pause}</Button>
      ) : (
        <Button onClick={() => resume.mutate({})}>{meaningWords.resume}</Button>
      )}
    </output>
  );
}
