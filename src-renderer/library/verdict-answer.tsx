import { FileQuestion, FileX2, FolderCheck, FolderLock, type LucideIcon } from "lucide-react";
import type { IndexPreview, PathVerdict } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { routes } from "../app/navigation.ts";
import { libraryWords } from "../strings/en-library.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { indexedAround } from "./indexed-around.ts";

const ICONS: Partial<Record<PathVerdict, LucideIcon>> = {
  "already-indexed": FolderCheck,
  "inside-indexed": FolderCheck,
  file: FileX2,
  missing: FileQuestion,
  unreadable: FolderLock,
};

export interface VerdictAnswerProps {
  readonly preview: IndexPreview;
  readonly position: { readonly at: number; readonly total: number } | null;
  readonly onSkip: () => void;
  readonly onCancel: () => void;
}

/** The answer to a path that cannot be indexed, or is indexed already. */
export function VerdictAnswer({ preview, position, onSkip, onCancel }: VerdictAnswerProps) {
  const repositories = useCoreQuery("library.list", {}).data ?? [];
  const isIndexed = preview.verdict === "already-indexed" || preview.verdict === "inside-indexed";
  const known = isIndexed ? indexedAround(repositories, preview.root) : null;
  const icon = ICONS[preview.verdict];
  return (
    <EmptyState
      {...(icon === undefined ? {} : { icon })}
      isScreen
      title={libraryWords.verdicts[preview.verdict]}
      actions={
        <>
          {position !== null && <Button onClick={onSkip}>{libraryWords.preview.skip}</Button>}
          {known !== null && <ButtonLink href={routes.library(known.id)}>{libraryWords.preview.openIndexed}</ButtonLink>}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the next thing to do */}
          <Button variant="primary" autoFocus onClick={onCancel}>
            {libraryWords.preview.other}
          </Button>
        </>
      }
    >
      <p>{preview.message}</p>
      {!preview.message.includes(preview.root) && <p className="mono">{preview.root}</p>}
    </EmptyState>
  );
}
