import { useState } from "react";
import { useCore } from "../app/core-context.tsx";
import { navigate, routes } from "../app/navigation.ts";
import { useKeys } from "../app/keys.ts";
import { libraryWords } from "../strings/en-library.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { AddEntry } from "./add-entry.tsx";
import type { DropAnswer } from "./dropped.ts";
import { FirstRun } from "./first-run.tsx";
import { PreviewScreen, type IndexRules } from "./preview-screen.tsx";

export interface AddRepositoryProps {
  readonly isFirst: boolean;
  /** What was dropped onto the list and brought the user here. */
  readonly dropped: DropAnswer | null;
}

/** Adding: name a folder, see what indexing it would do, start. Several dropped folders come one after the other. */
export function AddRepository({ isFirst, dropped }: AddRepositoryProps) {
  const core = useCore();
  const [paths, setPaths] = useState<readonly string[]>(dropped?.kind === "paths" ? dropped.paths : []);
  const [at, setAt] = useState(0);
  const path = paths[at];
  const [lastPath, setLastPath] = useState("");
  const leave = (): void => navigate(isFirst ? routes.home() : routes.library());
  useKeys({ "screen.back": path !== undefined ? () => begin([]) : isFirst ? null : leave });

  function begin(next: readonly string[]): void {
    if (path !== undefined) setLastPath(path);
    setPaths(next);
    setAt(0);
  }
  function next(repositoryId: string | null): void {
    if (at + 1 < paths.length) return setAt(at + 1);
    if (repositoryId === null) return begin([]);
    navigate(paths.length > 1 ? routes.library() : routes.library(repositoryId));
  }
  async function start(root: string, rules: IndexRules): Promise<void> {
    const { repositoryId } = await core.call("library.add", { path: root, ...rules });
    next(repositoryId);
  }

  if (path !== undefined) {
    return (
      <PreviewScreen
        key={path}
        path={path}
        position={paths.length > 1 ? { at: at + 1, total: paths.length } : null}
        onStart={start}
        onSkip={() => next(null)}
        onCancel={() => begin([])}
      />
    );
  }
  if (isFirst) return <FirstRun initialPath={lastPath} onPaths={begin} />;
  return (
    <Page width="narrow">
      <PageHeader title={libraryWords.add} actions={<ButtonLink href={routes.library()}>{libraryWords.back}</ButtonLink>} />
      <AddEntry initialPath={lastPath} answered={dropped} onPaths={begin} />
    </Page>
  );
}
