import { useState } from "react";
import { useCoreQuery } from "../../app/core-query.ts";
import { EditDiff } from "../../reading/diff/edit-diff.tsx";
import { conversationWords } from "../../strings/en-conversation.ts";
import { formatClock, formatFullDateTime } from "../../strings/format.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useReader } from "./reader-context.tsx";

/** More are shown when asked: a file may be edited for hours. */
const SHOWN_AT_ONCE = 20;

/** The edits of one file that a transcript records, each with its change and the way to where it was made. */
export function FileEdits({ id, path }: { readonly id: string; readonly path: string }) {
  const { goToPart } = useReader();
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  const { data, error, refetch } = useCoreQuery("history.sessionEdits", { id, path });
  if (error !== null) return <InlineError error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={3} />;
  return (
    <ol className="file-edits">
      {data.slice(0, limit).map(({ turn, part, at, edit }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- one call may edit a file twice, alike
        <li key={index} className="file-edit">
          <p className="file-edit-head">
            <span>{conversationWords.changes[edit.change]}</span>
            {goToPart !== null && (
              <button type="button" className="text-link" onClick={() => goToPart(turn, part)}>
                {words.inTurn(turn + 1)}
              </button>
            )}
            {at !== null && (
              <time className="tabular" dateTime={at} title={formatFullDateTime(at)}>
                {formatClock(at)}
              </time>
            )}
          </p>
          {edit.removed.text === "" && edit.added.text === "" ? (
            <p className="reader-note">{conversationWords.notShown}</p>
          ) : (
            <div className="file-edit-change">
              <EditDiff path={path} removed={edit.removed.text} added={edit.added.text} label={words.editOf(index + 1, path)} />
            </div>
          )}
          {edit.removed.omitted + edit.added.omitted > 0 && (
            <p className="reader-note">{conversationWords.omitted(edit.removed.omitted + edit.added.omitted)}</p>
          )}
        </li>
      ))}
      {data.length > limit && (
        <li>
          <Button size="small" variant="quiet" onClick={() => setLimit(limit + 5 * SHOWN_AT_ONCE)}>
            {words.moreEdits(data.length - limit)}
          </Button>
        </li>
      )}
    </ol>
  );
}
