import { ChevronRight, History } from "lucide-react";
import { useState } from "react";
import type { SessionFile, SessionSymbol } from "../../../src-shared/contract/index.ts";
import { isInRepository } from "../../../src-shared/domain/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { routes } from "../../app/navigation.ts";
import { historyWords } from "../../strings/en-history.ts";
import { formatNumber } from "../../strings/format.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { InlineError } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { FileEdits } from "./file-edits.tsx";
import { CHANGED_CODE } from "./outline.ts";
import { Part } from "./part.tsx";
import "./changed-code.css";

const SYMBOLS_SHOWN = 12;

export interface ChangedCodeProps {
  readonly id: string;
  readonly repositoryId: string;
  /** Linked commits. Without one, and without a recorded edit, nothing is known to have been changed. */
  readonly commits: number;
  /** Files that it records edits of. */
  readonly edited: number;
}

/** The files and definitions that the session changed, as they are called now: by its commits, and by the edits that a transcript records. Each leads to its history. */
export function ChangedCode({ id, repositoryId, commits, edited }: ChangedCodeProps) {
  const enabled = commits > 0 || edited > 0;
  const files = useCoreQuery("history.sessionFiles", { id }, { enabled });
  const symbols = useCoreQuery("history.sessionSymbols", { id }, { enabled });
  if (!enabled || (edited === 0 && (files.data === undefined || files.data.length === 0))) return null;
  const byPath = Map.groupBy(symbols.data ?? [], (symbol) => symbol.path);
  return (
    <Part id={CHANGED_CODE} title={words.changedCode} count={files.data?.length ?? edited}>
      {files.error !== null && <InlineError error={files.error} onRetry={() => void files.refetch()} />}
      {files.isPending && <Skeleton lines={4} />}
      <ul className="changed-files">
        {files.data?.map((file) => (
          <FileRow
            key={file.path}
            id={id}
            file={file}
            symbols={byPath.get(file.path) ?? []}
            repositoryId={repositoryId}
            hasCommits={commits > 0}
          />
        ))}
      </ul>
      {symbols.error !== null && <InlineError error={symbols.error} onRetry={() => void symbols.refetch()} />}
    </Part>
  );
}

interface FileRowProps {
  readonly id: string;
  readonly file: SessionFile;
  readonly symbols: readonly SessionSymbol[];
  readonly repositoryId: string;
  /** The session has commits, whether or not this file is in one. */
  readonly hasCommits: boolean;
}

function FileRow({ id, file, symbols, repositoryId, hasCommits }: FileRowProps) {
  const [open, setOpen] = useState(false);
  const [allSymbols, setAllSymbols] = useState(false);
  const { path, currentPath, documentId, changedSince, commits, edits } = file;
  const shown = allSymbols ? symbols : symbols.slice(0, SYMBOLS_SHOWN);
  const name = currentPath ?? path;
  // A file that no commit ever held, and that is not here, has no history to go to.
  const hasHistory = documentId !== null || commits.length > 0 || changedSince > 0;
  return (
    <li className="changed-file">
      <div className="changed-file-head">
        {documentId === null ? (
          <span className="changed-path mono">{path}</span>
        ) : (
          <a className="changed-path text-link mono" href={routes.document(documentId)}>
            {name}
          </a>
        )}
        <span className="reader-note">
          {[
            whereNow(file, hasHistory),
            edits !== null && hasCommits && commits.length === 0 && isInRepository(path) ? words.inNoCommit : "",
          ]
            .filter((note) => note !== "")
            .join(", ")}
        </span>
        <span className="changed-actions">
          {edits !== null && (
            <button type="button" className="changed-action" aria-expanded={open} onClick={() => setOpen(!open)}>
              <ChevronRight size="1em" className="commit-chevron" aria-hidden />
              {words.edits(edits.count)}
              <span className="visually-hidden"> {name}</span>
              <span className="commit-size tabular">
                <span className="commit-added">+{formatNumber(edits.added)}</span>
                <span className="commit-removed">−{formatNumber(edits.removed)}</span>
              </span>
            </button>
          )}
          {hasHistory && (
            <a className="changed-action" href={routes.history(repositoryId, name)}>
              <History size="1em" aria-hidden /> {historyWords.open}
              <span className="visually-hidden"> {name}</span>
            </a>
          )}
        </span>
      </div>
      {shown.length > 0 && (
        <ul className="changed-symbols">
          {shown.map((symbol) => (
            <li key={symbol.name}>
              <SymbolName symbol={symbol} repositoryId={repositoryId} />
              <span className="reader-note tabular">{howChanged(symbol)}</span>
            </li>
          ))}
          {symbols.length > SYMBOLS_SHOWN && (
            <li>
              <button type="button" className="text-link" aria-expanded={allSymbols} onClick={() => setAllSymbols(!allSymbols)}>
                {allSymbols ? words.fewerSymbols : words.moreSymbols(symbols.length - shown.length)}
              </button>
            </li>
          )}
        </ul>
      )}
      {open && <FileEdits id={id} path={path} />}
    </li>
  );
}

function whereNow({ path, currentPath, changedSince }: SessionFile, hasHistory: boolean): string {
  if (!isInRepository(path)) return words.outside;
  if (currentPath === null) return words.fileGone;
  if (!hasHistory) return words.notHere;
  const since = changedSince > 0 ? words.changedSince(changedSince) : "";
  return currentPath === path ? since : `${since} ${words.calledThen(path)}`.trim();
}

function howChanged({ isNew, added, removed, commits, edits, exists }: SessionSymbol): string {
  const change = isNew ? words.symbolNew : commits.length === 0 ? words.edits(edits) : `+${added} −${removed}`;
  return exists ? change : `${change} · ${words.symbolGone}`;
}

function SymbolName({ symbol, repositoryId }: { readonly symbol: SessionSymbol; readonly repositoryId: string }) {
  const { name, kind, exists, currentPath } = symbol;
  if (!exists || currentPath === null) return <span className="mono">{name}</span>;
  return (
    <a className="text-link mono" href={routes.history(repositoryId, currentPath, { symbol: name })} title={kind}>
      {name}
    </a>
  );
}
