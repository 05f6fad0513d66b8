import type { Answer } from "../../src-shared/contract/index.ts";
import { routes } from "../app/navigation.ts";
import { historyWords as words } from "../strings/en-history.ts";
import { formatDate } from "../strings/format.ts";
import { KindLabel } from "../ui/kind.tsx";

const SHOWN = 3;

/** The decisions and challenges that say most likely why, each with what speaks for it. */
export function Closest({ answers }: { readonly answers: readonly Answer[] }) {
  if (answers.length === 0) return null;
  return (
    <section aria-labelledby="closest">
      <h2 id="closest" className="history-part">
        {words.closest}
      </h2>
      <ol className="history-closest">
        {answers.slice(0, SHOWN).map(({ item, evidence }) => (
          <li key={item.id}>
            <p className="history-closest-kind">
              <KindLabel kind={item.kind} />
              {item.date !== null && <time dateTime={item.date}>{formatDate(item.date)}</time>}
              {item.superseded !== null && <span title={item.superseded.reason}>{words.superseded}</span>}
            </p>
            <a className="history-closest-title" href={routes.session(item.sessionId, { line: item.lines.start })}>
              {item.title}
            </a>
            <p className="history-closest-why">{evidence.join(". ")}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
