import { History } from "lucide-react";
import type { SessionFile, SessionSymbol } from "../../../src-shared/contract/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { routes } from "../../app/navigation.ts";
import { historyWords } from "../../strings/en-history.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { InlineError } from "../../ui/error-state.tsx";
import { Part } from "./part.tsx";
import "./changed-code.css";

const SYMBOLS_SHOWN = 12;

export interface ChangedCodeProps {
  readonly id: string;
  readonly repositoryId: string;
  /** Without a linked commit nothing is known to have been changed. */
  readonly hasCommits: boolean;
}

/** The files and definitions that the session's commits changed, as they are called now; each leads to its history. */
export function ChangedCode({ id, repositoryId, hasCommits }: ChangedCodeProps) {
  const files = useCoreQuery("history.sessionFiles", { id }, { enabled: hasCommits });
  const symbols = useCoreQuery("history.sessionSymbols", { id }, { enabled: hasCommits });
  if (!hasCommits || files.data === undefined || files.data.length === 0) return null;
  const byPath = Map.groupBy(symbols.data ?? [], (symbol) => symbol.path);
  return (
    <Part id="changed-code" title={words.changedCode} count={files.data.length}>
      <ul className="changed-files">
        {files.data.map((file) => (
          <FileRow key={file.path} file={file} symbols={byPath.get(file.path) ?? []} repositoryId={repositoryId} />
        ))}
      </ul>
      {symbols.error !== null && <InlineError error={symbols.error} onRetry={() => void symbols.refetch()} />}
    </Part>
  );
}

interface FileRowProps {
  readonly file: SessionFile;
  readonly symbols: readonly SessionSymbol[];
  readonly repositoryId: string;
}

function FileRow({ file, symbols, repositoryId }: FileRowProps) {
  const { path, currentPath, documentId, changedSince } = file;
  const shown = symbols.slice(0, SYMBOLS_SHOWN);
  return (
    <li className="changed-file">
      <div className="changed-file-head">
        {documentId === null ? (
          <span className="changed-path mono">{path}</span>
        ) : (
          <a className="changed-path text-link mono" href={routes.document(documentId)}>
            {currentPath ?? path}
          </a>
        )}
        <span className="reader-note">
          {currentPath === null ? words.fileGone : changedSince > 0 ? words.changedSince(changedSince) : ""}
          {currentPath !== null && currentPath !== path && ` ${words.calledThen(path)}`}
        </span>
        <a className="changed-history" href={routes.history(repositoryId, currentPath ?? path)}>
          <History size="1em" aria-hidden /> {historyWords.open}
          <span className="visually-hidden"> {currentPath ?? path}</span>
        </a>
      </div>
      {shown.length > 0 && (
        <ul className="changed-symbols">
          {shown.map((symbol) => (
            <li key={symbol.name}>
              <SymbolName symbol={symbol} repositoryId={repositoryId} />
              <span className="reader-note tabular">
                {symbol.isNew ? words.symbolNew : `+${symbol.added} −${symbol.removed}`}
                {!symbol.exists && ` · ${words.symbolGone}`}
              </span>
            </li>
          ))}
          {symbols.length > shown.length && <li className="reader-note">{words.moreSymbols(symbols.length - shown.length)}</li>}
        </ul>
      )}
    </li>
  );
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
