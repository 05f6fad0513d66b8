import { useCallback, useState } from "react";
import { useCore } from "../app/core-context.tsx";
import { useCoreQuery } from "../app/core-query.ts";
import { libraryWords } from "../strings/en-library.ts";
import { Button } from "../ui/button.tsx";
import { InlineError } from "../ui/error-state.tsx";
import { DropTarget, useWindowDrop } from "./drop-target.tsx";
import type { DropAnswer } from "./dropped.ts";
import { PathField } from "./path-field.tsx";

const words = libraryWords.drop;

export interface AddEntryProps {
  readonly initialPath?: string;
  /** A drop that is still to be answered. */
  readonly answered?: DropAnswer | null;
  readonly onPaths: (paths: readonly string[]) => void;
}

/** Names a repository: dropped, chosen in a dialogue, or typed, by what the host can do. */
export function AddEntry({ initialPath = "", answered = null, onPaths }: AddEntryProps) {
  const core = useCore();
  const capabilities = useCoreQuery("host.describe", {}).data?.capabilities;
  const [note, setNote] = useState(answered === null || answered.kind === "paths" ? "" : noteFor(answered));
  const [error, setError] = useState<unknown>(null);
  const onDrop = useCallback(
    (answer: DropAnswer) => {
      if (answer.kind === "paths") onPaths(answer.paths);
      else setNote(noteFor(answer));
    },
    [onPaths],
  );
  const isOver = useWindowDrop(onDrop);
  if (capabilities === undefined) return null;

  function pick(): void {
    setError(null);
    core.call("host.pickFolder", {}).then((path) => path !== null && onPaths([path]), setError);
  }
  return (
    <DropTarget isOver={isOver}>
      {capabilities.nativeFolderPicker ? (
        <Button variant="primary" onClick={pick}>
          {words.choose}
        </Button>
      ) : (
        <>
          <p className="drop-or">{words.orPath}</p>
          <PathField initial={initialPath} takesFocus onSubmit={(path) => onPaths([path])} />
        </>
      )}
      <output className="drop-note">{note}</output>
      {error !== null && <InlineError error={error} />}
    </DropTarget>
  );
}

function noteFor(answer: Exclude<DropAnswer, { kind: "paths" }>): string {
  switch (answer.kind) {
    case "file":
      return words.file(answer.name);
    case "no-path":
      return answer.names.length === 1 ? words.noPath(answer.names[0] ?? "") : words.noPaths(answer.names.length);
    case "nothing":
      return words.nothing;
  }
}
