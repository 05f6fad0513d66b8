import { ChevronRight } from "lucide-react";
import { useState, type CSSProperties } from "react";
import type { CommitFile } from "../../../src-shared/domain/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { DiffView } from "../../reading/diff/diff-view.tsx";
import { reading } from "../../strings/en-reading.ts";
import { formatNumber } from "../../strings/format.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { InlineError } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** A longer change scrolls in its box. */
const LINES_SHOWN = 28;

interface Place {
  readonly repositoryId: string;
  readonly hash: string;
}

/** The files a commit changed; each opens to its change. */
export function CommitFiles({ repositoryId, hash }: Place) {
  const { data, error, refetch } = useCoreQuery("documents.commit", { repositoryId, hash });
  if (error !== null) return <InlineError error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={3} />;
  if (data.commit.files.length === 0) return <p className="reader-note">{words.noFiles}</p>;
  return (
    <ul className="commit-files">
      {data.commit.files.map((file) => (
        <FileRow key={file.path} file={file} repositoryId={repositoryId} hash={hash} />
      ))}
    </ul>
  );
}

function FileRow({ file, repositoryId, hash }: Place & { readonly file: CommitFile }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button type="button" className="commit-file" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size="1em" className="commit-chevron" aria-hidden />
        <span className="commit-file-status" data-status={file.status}>
          {reading.fileStatus[file.status]}
        </span>
        <span className="commit-file-path mono truncate">
          {file.oldPath !== null && <span className="reader-note">{file.oldPath} → </span>}
          {file.path}
        </span>
        <span className="commit-size tabular">
          {file.additions === null ? (
            words.binary
          ) : (
            <>
              <span className="commit-added">+{formatNumber(file.additions)}</span>
              <span className="commit-removed">−{formatNumber(file.deletions ?? 0)}</span>
            </>
          )}
        </span>
      </button>
      {open && <FileChange repositoryId={repositoryId} hash={hash} path={file.path} />}
    </li>
  );
}

function FileChange({ repositoryId, hash, path }: Place & { readonly path: string }) {
  const { data, error, refetch } = useCoreQuery("documents.diff", { repositoryId, hash, path });
  if (error !== null) return <InlineError error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={3} />;
  if (data.unavailable !== null) return <p className="reader-note">{data.unavailable}</p>;
  return (
    <div className="commit-change">
      <div className="commit-diff" style={{ "--lines": Math.min(LINES_SHOWN, data.text.split("\n").length) } as CSSProperties}>
        <DiffView text={data.text} label={words.changeOf(path)} />
      </div>
      {data.truncated && <p className="reader-note">{words.diffCut}</p>}
    </div>
  );
}
