import { useState } from "react";
import type { RepositorySummary, TranscriptFolder } from "../../../src-shared/contract/index.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { useCore } from "../../app/core-context.tsx";
import { transcriptWords } from "../../strings/en-transcripts.ts";
import { formatNumber } from "../../strings/format.ts";
import { Select } from "../../ui/select.tsx";
import { useToast } from "../../ui/toast.tsx";

const words = transcriptWords.folders;

export interface NamedFolder extends TranscriptFolder {
  /** What people call its assistant. */
  readonly assistant: string;
}

export interface FolderMapProps {
  readonly folders: readonly NamedFolder[];
  readonly repositories: readonly RepositorySummary[];
}

/** Recorded folders and the repositories they belong to. Those that belong to none are asked about; the others can be looked at and changed. */
export function FolderMap({ folders, repositories }: FolderMapProps) {
  const open = folders.filter((folder) => folder.reason === null);
  const known = folders.filter((folder) => folder.reason !== null);
  const rows = (shown: readonly NamedFolder[]) => (
    <ul className="folder-map">
      {shown.map((folder) => (
        <FolderRow key={`${folder.assistant} ${folder.cwd} ${folder.repositoryId}`} folder={folder} repositories={repositories} />
      ))}
    </ul>
  );
  return (
    <section aria-label={words.title} className="folder-maps">
      {open.length > 0 && (
        <>
          <h3>{words.open(open.length)}</h3>
          {rows(open)}
        </>
      )}
      {known.length > 0 && (
        <details>
          <summary>{words.all(known.length)}</summary>
          {rows(known)}
        </details>
      )}
    </section>
  );
}

/** Not a repository's id. */
const IGNORE = "none";
const UNKNOWN = "unknown";

function FolderRow({ folder, repositories }: { readonly folder: NamedFolder; readonly repositories: readonly RepositorySummary[] }) {
  const core = useCore();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const { cwd, count, assistant, repositoryId, reason, suggestion, exists } = folder;
  const nameOf = (id: string | null): string => repositories.find((repository) => repository.id === id)?.name ?? "";
  const value = repositoryId ?? (reason === "said" ? IGNORE : UNKNOWN);

  async function say(chosen: string): Promise<void> {
    if (cwd === null) return;
    setBusy(true);
    try {
      if (chosen === UNKNOWN) await core.call("transcripts.unmap", { cwd });
      else await core.call("transcripts.map", { cwd, repositoryId: chosen === IGNORE ? null : chosen });
      const title = chosen === IGNORE ? words.ignoredDone(cwd) : words.changed(cwd, nameOf(chosen));
      if (chosen !== UNKNOWN) toast({ title, undo: () => void say(reason === "said" ? value : UNKNOWN) });
    } catch (error) {
      toast({ title: messageOf(error), problem: true });
    } finally {
      setBusy(false);
    }
  }

  return (
    <li className="folder-row">
      <div className="folder-text">
        <span className="folder-path mono">{cwd ?? words.noFolder}</span>
        <span className="folder-detail tabular">
          {[
            `${assistant} ${formatNumber(count)}`,
            cwd !== null && !exists ? words.gone : null,
            reason !== null ? words.reasons[reason] : suggestion !== null ? words.perhaps(nameOf(suggestion)) : null,
            cwd === null && reason === null ? words.noFolderHelp : null,
          ]
            .filter((part) => part !== null)
            .join(" · ")}
        </span>
      </div>
      {cwd === null ? (
        <span className="folder-detail">{nameOf(repositoryId)}</span>
      ) : (
        <Select
          label={words.choose(cwd)}
          hideLabel
          disabled={isBusy}
          value={value}
          options={[
            ...(reason === null || reason === "said" ? [{ value: UNKNOWN, label: words.unknown }] : []),
            ...repositories.map(({ id, name }) => ({ value: id, label: name })),
            { value: IGNORE, label: reason === "said" && repositoryId === null ? words.ignored : words.nowhere },
          ]}
          onChange={(chosen) => chosen !== value && void say(chosen)}
        />
      )}
    </li>
  );
}
