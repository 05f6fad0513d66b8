import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import type { RunProgress } from "../../src-shared/contract/index.ts";
import { VerdigrisError } from "../../src-shared/rpc/errors.ts";
import { useCore } from "../app/core-context.tsx";

/** Repositories: adding one, and how the indexed ones are. */
export function LibraryScreen() {
  const core = useCore();
  const queries = useQueryClient();
  const [path, setPath] = useState("");
  const [problem, setProblem] = useState("");
  const [runs, setRuns] = useState<ReadonlyMap<string, RunProgress>>(new Map());
  const { data } = useQuery({ queryKey: ["library"], queryFn: ({ signal }) => core.call("library.list", {}, { signal }) });

  useEffect(() => core.on("library.changed", () => void queries.invalidateQueries({ queryKey: ["library"] })), [core, queries]);
  useEffect(
    () => core.on("library.progress", (progress) => setRuns((known) => new Map(known).set(progress.repositoryId, progress))),
    [core],
  );

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    setProblem("");
    try {
      await core.call("library.add", { path });
      setPath("");
    } catch (error) {
      setProblem(error instanceof VerdigrisError ? error.message : String(error));
    }
  }

  return (
    <>
      <h1>Library</h1>
      <form onSubmit={(event) => void add(event)}>
        <label htmlFor="path">Path of a repository on this machine</label>{" "}
        <input id="path" value={path} onChange={(event) => setPath(event.target.value)} /> <button type="submit">Index</button>
      </form>
      {problem !== "" && <p role="alert">{problem}</p>}
      {data?.length === 0 && <p>Everything stays on this machine.</p>}
      <ul aria-label="Repositories">
        {data?.map((repository) => {
          const run = runs.get(repository.id);
          const isRunning = run?.state === "running";
          return (
            <li key={repository.id}>
              <strong>{repository.name}</strong> {repository.counts.passages.toLocaleString()} passages,{" "}
              {isRunning
                ? run.phases
                    .filter((phase) => phase.state === "running")
                    .map((phase) => `${phase.phase} ${phase.done}`)
                    .join(", ")
                : "indexed"}
            </li>
          );
        })}
      </ul>
    </>
  );
}
