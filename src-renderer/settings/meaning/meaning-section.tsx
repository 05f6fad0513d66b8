import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { SettingsView } from "../../../src-shared/contract/index.ts";
import { useCore } from "../../app/core-context.tsx";
import { useCoreQuery } from "../../app/core-query.ts";
import { meaningWords } from "../../strings/en-meaning.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AddModel } from "./add-model.tsx";
import { BuildState } from "./build-state.tsx";
import { Endpoint } from "./endpoint.tsx";
import { ModelRow } from "./model-row.tsx";
import { Spaces } from "./spaces.tsx";
import "./meaning.css";

/** The models that search by meaning: what there is, what serves, what is on its way. */
export function MeaningSection({ view }: { readonly view: SettingsView }) {
  const core = useCore();
  const queries = useQueryClient();
  const { data: status, error, refetch } = useCoreQuery("embedding.status", {});
  useEffect(() => core.on("embedding.changed", (next) => queries.setQueryData(["embedding.status", {}], next)), [core, queries]);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (status === undefined) return <Skeleton />;
  return (
    <div>
      {status.build !== null && <BuildState build={status.build} />}
      <section className="settings-group">
        <h2 className="settings-group-title">{meaningWords.models}</h2>
        <ul>
          {status.models
            .filter(({ kind }) => kind !== "endpoint")
            .map((model) => (
              <ModelRow key={model.id} model={model} />
            ))}
        </ul>
      </section>
      <AddModel />
      <Endpoint view={view} />
      {status.spaces.length > 0 && <Spaces spaces={status.spaces} />}
    </div>
  );
}
