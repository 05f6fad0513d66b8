import { FileCode } from "lucide-react";
import { isInRepository, type FileEdit } from "../../../src-shared/domain/index.ts";
import { EditDiff } from "../../reading/diff/edit-diff.tsx";
import { conversationWords as words } from "../../strings/en-conversation.ts";
import { Button } from "../../ui/button.tsx";
import { useReader } from "../reader/reader-context.tsx";

/** The edits of one call, each with its file and its change. */
export function EditBody({ edits }: { readonly edits: readonly FileEdit[] }) {
  const { onOpenFile } = useReader();
  return edits.map((edit, index) => {
    const { path, removed, added } = edit;
    const omitted = removed.omitted + added.omitted;
    return (
      // oxlint-disable-next-line react/no-array-index-key -- a file may be edited twice in one call
      <div key={index} className="call-edit">
        <p className="call-edit-head">
          <span>{words.changes[edit.change]}</span>
          {isInRepository(path) ? (
            <Button variant="quiet" size="small" icon={FileCode} className="mono" onClick={() => onOpenFile(path, null)}>
              {path}
            </Button>
          ) : (
            <span className="mono">{path}</span>
          )}
        </p>
        {removed.text === "" && added.text === "" ? (
          <p className="reader-note">{words.notShown}</p>
        ) : (
          <EditDiff path={path} removed={removed.text} added={added.text} label={words.changeOf(path)} />
        )}
        {omitted > 0 && <p className="reader-note">{words.omitted(omitted)}</p>}
      </div>
    );
  });
}
