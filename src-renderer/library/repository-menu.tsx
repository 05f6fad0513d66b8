import { Eye, EllipsisVertical, Pencil, RefreshCw, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { messageOf } from "../../src-shared/rpc/errors.ts";
import { useCore } from "../app/core-context.tsx";
import { navigate, routes } from "../app/navigation.ts";
import { libraryWords } from "../strings/en-library.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu } from "../ui/menu.tsx";
import { useToast } from "../ui/toast.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { RenameDialog } from "./rename-dialog.tsx";

const words = libraryWords.actions;

/** What can be done with a repository. */
export function RepositoryMenu({ repository, isOpened = false }: { readonly repository: RepositorySummary; readonly isOpened?: boolean }) {
  const core = useCore();
  const toast = useToast();
  const [dialog, setDialog] = useState<"rename" | "remove" | null>(null);
  const isHere = repository.root !== null && !repository.missing;
  function reindex(full: boolean): void {
    core
      .call("library.reindex", { repositoryId: repository.id, full })
      .catch((error: unknown) => toast({ title: messageOf(error), problem: true }));
  }
  const close = (): void => setDialog(null);
  return (
    <>
      <Menu
        trigger={<IconButton icon={EllipsisVertical} label={words.label(repository.name)} />}
        items={[
          ...(isOpened ? [] : [{ label: words.open, icon: Eye, onSelect: () => navigate(routes.library(repository.id)) }]),
          ...(repository.root === null
            ? []
            : [
                { label: words.reindex, icon: RefreshCw, onSelect: () => reindex(false), disabled: !isHere },
                { label: words.reindexFull, icon: RotateCw, onSelect: () => reindex(true), disabled: !isHere },
              ]),
          { label: words.rename, icon: Pencil, onSelect: () => setDialog("rename") },
          "separator",
          { label: words.remove, icon: Trash2, danger: true, onSelect: () => setDialog("remove") },
        ]}
      />
      {dialog === "rename" && <RenameDialog repository={repository} onClose={close} />}
      <RemoveDialog repository={repository} open={dialog === "remove"} onClose={close} />
    </>
  );
}
