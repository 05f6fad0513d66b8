import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { messageOf } from "../../src-shared/rpc/errors.ts";
import { useCore } from "../app/core-context.tsx";
import { navigate, routes } from "../app/navigation.ts";
import { libraryWords } from "../strings/en-library.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { useToast } from "../ui/toast.tsx";

const words = libraryWords.remove;

export interface RemoveDialogProps {
  readonly repository: RepositorySummary;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks before a repository's index goes, saying what is lost; afterwards it can be undone by indexing again under the same name and rules. */
export function RemoveDialog({ repository, open, onClose }: RemoveDialogProps) {
  const core = useCore();
  const toast = useToast();
  const { id, name, root, counts } = repository;
  const isHere = root !== null && !repository.missing;

  async function remove(): Promise<void> {
    try {
      await core.call("library.remove", { repositoryId: id });
      navigate(routes.library());
      toast({
        title: words.done(name),
        ...(isHere ? { description: words.undoHelp, undo: () => void putBack(root).catch(report) } : {}),
      });
    } catch (error) {
      report(error);
    }
  }
  async function putBack(path: string): Promise<void> {
    const { repositoryId } = await core.call("library.add", { path, exclude: [...repository.exclude], include: [...repository.include] });
    await core.call("library.rename", { repositoryId, name });
    if (!repository.watch) await core.call("library.setWatch", { repositoryId, watch: false });
  }
  const report = (error: unknown): void => toast({ title: messageOf(error), problem: true });

  return (
    <ConfirmDialog
      open={open}
      title={words.title(name)}
      confirmLabel={words.confirm}
      danger
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{words.lost(counts.passages, counts.documents.session)}</p>
      <p className="muted">{isHere ? words.safe : words.elsewhere}</p>
    </ConfirmDialog>
  );
}
