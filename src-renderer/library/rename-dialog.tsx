import { useRef, useState, type FormEvent } from "react";
import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { messageOf } from "../../src-shared/rpc/errors.ts";
import { useCoreAction } from "../app/core-query.ts";
import { common } from "../strings/en-common.ts";
import { libraryWords } from "../strings/en-library.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";

const words = libraryWords.rename;
const MAX_NAME = 200;

/** Gives a repository another name in the library. */
export function RenameDialog({ repository, onClose }: { readonly repository: RepositorySummary; readonly onClose: () => void }) {
  const [name, setName] = useState(repository.name);
  const field = useRef<HTMLInputElement>(null);
  const rename = useCoreAction("library.rename");
  function submit(event: FormEvent): void {
    event.preventDefault();
    rename.mutate({ repositoryId: repository.id, name }, { onSuccess: onClose });
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      size="small"
      initialFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button variant="primary" type="submit" form="rename-repository" disabled={name.trim() === "" || rename.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id="rename-repository" className="rename-form" onSubmit={submit}>
        <TextField
          ref={field}
          label={words.label}
          help={words.help}
          error={rename.error === null ? null : messageOf(rename.error)}
          maxLength={MAX_NAME}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
