import { ArrowUpRight } from "lucide-react";
import type { LedgerItem, LedgerReference } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { routes } from "../app/navigation.ts";
import { MarkdownView } from "../reading/markdown/markdown-view.tsx";
import { StarButton } from "../reading/star/star-button.tsx";
import { formatDate, formatDateTime } from "../strings/format.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { ButtonLink } from "../ui/button.tsx";
import { KindIcon, KindLabel } from "../ui/kind.tsx";

/** One item whole: its text, what became of it and why one may say so, and its like. */
export function LedgerPreview({ item }: { readonly item: LedgerItem }) {
  const { data } = useCoreQuery("ledger.get", { id: item.id });
  return (
    <article className="ledger-preview" aria-label={words.preview}>
      <header className="ledger-preview-head">
        <div className="ledger-preview-kind">
          <KindLabel kind={item.kind} />
          {item.date !== null && <time dateTime={item.date}>{formatDateTime(item.date)}</time>}
        </div>
        {item.passageId !== null && <StarButton target={{ documentId: item.documentId, passageId: item.passageId }} />}
        <ButtonLink size="small" icon={ArrowUpRight} href={routes.session(item.sessionId, { line: item.lines.start })}>
          {words.open}
        </ButtonLink>
      </header>
      <MarkdownView text={item.markdown} firstLine={item.lines.start} />
      <p className="ledger-from">
        <KindIcon kind="session" />
        <a className="ledger-commit" href={routes.session(item.sessionId)}>
          {item.sessionTitle}
        </a>
        <span>
          {item.repositoryName} · {item.sessionOwnId}
        </span>
      </p>
      {item.superseded !== null && (
        <section className="ledger-reason">
          <h2>{words.supersededBy}</h2>
          <ReferenceLink reference={item.superseded.by} />
          <p className="ledger-note">{item.superseded.reason}</p>
        </section>
      )}
      {item.stale !== null && (
        <section className="ledger-reason">
          <h2>{words.changedSince}</h2>
          <p className="ledger-note">{item.stale.reason}</p>
          <ul>
            {item.stale.files.map((file) => (
              <li key={file.path} className="ledger-file">
                <span className="mono">{file.path}</span>
                <a
                  className="ledger-commit"
                  href={routes.commit(item.repositoryId, file.lastCommit, { path: file.currentPath ?? undefined })}
                >
                  {words.commits(file.commits)}, {file.currentPath === null ? words.deleted : formatDate(file.lastChanged)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <References title={words.supersedes} references={data?.supersedes ?? []} />
      <References title={words.similar} references={data?.similar ?? []} />
    </article>
  );
}

function References({ title, references }: { readonly title: string; readonly references: readonly LedgerReference[] }) {
  if (references.length === 0) return null;
  return (
    <section className="ledger-reason">
      <h2>{title}</h2>
      <ul>
        {references.map((reference) => (
          <li key={reference.id}>
            <ReferenceLink reference={reference} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReferenceLink({ reference }: { readonly reference: LedgerReference }) {
  return (
    <a className="ledger-reference" href={routes.session(reference.sessionId, { line: reference.lines.start })}>
      <KindIcon kind={reference.kind} />
      <span>{reference.title}</span>
      {reference.date !== null && <time dateTime={reference.date}>{formatDate(reference.date)}</time>}
    </a>
  );
}
