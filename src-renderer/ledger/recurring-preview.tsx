import { ArrowUpRight } from "lucide-react";
import type { RecurringCluster } from "../../src-shared/contract/index.ts";
import { routes } from "../app/navigation.ts";
import { MarkdownView } from "../reading/markdown/markdown-view.tsx";
import { formatDate } from "../strings/format.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { ButtonLink } from "../ui/button.tsx";
import { KindLabel } from "../ui/kind.tsx";
import { Marks } from "./marks.tsx";

/** One group: what its items share, and each of them with its session, newest first. */
export function RecurringPreview({ cluster }: { readonly cluster: RecurringCluster }) {
  const items = cluster.items.toReversed();
  const [newest] = items;
  const several = new Set(items.map((item) => item.repositoryId)).size > 1;
  return (
    <article className="ledger-preview" aria-label={words.preview}>
      <header className="ledger-preview-head">
        <div className="ledger-preview-kind">
          <KindLabel kind={cluster.kind} />
          <span className="ledger-note">{words.recurringIn(cluster.sessions)}</span>
        </div>
        {newest !== undefined && (
          <ButtonLink size="small" icon={ArrowUpRight} href={routes.session(newest.sessionId, { line: newest.lines.start })}>
            {words.newestOf}
          </ButtonLink>
        )}
      </header>
      {cluster.words.length > 0 && (
        <section className="ledger-reason">
          <h2>{words.inCommon}</h2>
          <p>{cluster.words.join(", ")}</p>
        </section>
      )}
      <section className="ledger-reason">
        <h2>{words.occurrences}</h2>
        <ol className="ledger-occurrences">
          {items.map((item) => (
            <li key={item.id}>
              <p className="ledger-occurrence-head">
                <a href={routes.session(item.sessionId, { line: item.lines.start })}>{item.sessionTitle}</a>
                <span className="ledger-note">
                  {[item.date === null ? null : formatDate(item.date), several ? item.repositoryName : null]
                    .filter((part) => part !== null)
                    .join(" · ")}
                </span>
                <Marks item={{ ...item, recurring: null }} />
              </p>
              <MarkdownView text={item.markdown} firstLine={item.lines.start} />
            </li>
          ))}
        </ol>
      </section>
    </article>
  );
}
