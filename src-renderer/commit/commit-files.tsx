import type { CommitFile } from "../../src-shared/domain/index.ts";
import { DiffCounts } from "../reading/diff/diff-file-head.tsx";
import { commits } from "../strings/en-document.ts";
import { reading } from "../strings/en-reading.ts";
import { formatNumber } from "../strings/format.ts";

export interface CommitFilesProps {
  readonly files: readonly CommitFile[];
  readonly chosen: string | null;
  readonly onChoose: (path: string) => void;
}

/** The files of a commit; choosing one goes to its changes. */
export function CommitFiles({ files, chosen, onChoose }: CommitFilesProps) {
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files">
      <h2 id="files" className="commit-side-title">
        {commits.files} <span className="ui-count tabular">{formatNumber(files.length)}</span>
      </h2>
      <ul>
        {files.map((file) => {
          const at = file.path.lastIndexOf("/") + 1;
          return (
            <li key={file.path}>
              <button
                type="button"
                className="commit-entry"
                aria-current={file.path === chosen || undefined}
                title={`${reading.fileStatus[file.status]}: ${file.path}`}
                onClick={() => onChoose(file.path)}
              >
                <span className="commit-name truncate">
                  {file.path.slice(at)} <span className="commit-folder">{file.path.slice(0, at).replace(/\/$/, "")}</span>
                </span>
                <DiffCounts additions={file.additions} deletions={file.deletions} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
