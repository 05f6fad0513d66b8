import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import type { BiographySession, HistoryTarget } from "../../src-shared/contract/index.ts";
import { routes } from "../app/navigation.ts";
import { historyWords as words } from "../strings/en-history.ts";
import { common } from "../strings/en-common.ts";
import { formatDate, formatDateTime } from "../strings/format.ts";
import { KindIcon } from "../ui/kind.tsx";
import { Evidence } from "./evidence.tsx";
import type { HistoryEntry } from "./timeline.ts";

/** One entry: it opens what it names, and shows on request what speaks for it. */
export function Entry({ entry, target }: { readonly entry: HistoryEntry; readonly target: HistoryTarget }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { href, title, detail } = shown(entry, target);
  return (
    <li className="history-entry" data-kind={entry.kind}>
      <span className="history-sign">
        <KindIcon kind={entry.kind} />
      </span>
      <div className="history-text">
        <a className="history-link" href={href}>
          {title}
        </a>
        <span className="history-detail">
          <span>{common.kinds[entry.kind]}</span>
          {detail.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </span>
      </div>
      <span className="history-side">
        {entry.date !== null && (
          <time className="tabular" dateTime={entry.date} title={formatDateTime(entry.date)}>
            {formatDate(entry.date)}
          </time>
        )}
        <button
          type="button"
          className="history-evidence-toggle"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {words.evidence}
          <span className="visually-hidden">{title}</span>
          <ChevronDown size="1em" aria-hidden />
        </button>
      </span>
      {isOpen && (
        <div id={id} className="history-evidence">
          <Evidence entry={entry} target={target} />
        </div>
      )}
    </li>
  );
}

interface Shown {
  readonly href: string;
  readonly title: string;
  readonly detail: readonly string[];
}

function shown(entry: HistoryEntry, target: HistoryTarget): Shown {
  switch (entry.kind) {
    case "commit": {
      const { hash, subject, authorName, repositoryId, sessions, ownLines } = entry.commit;
      const lines = ownLines === null ? [] : [`+${ownLines.added} −${ownLines.removed}`];
      const from = sessions[0] === undefined ? [] : [words.from(sessions[0].title)];
      return {
        href: routes.commit(repositoryId, hash, { path: target.path }),
        title: subject,
        detail: [hash.slice(0, 8), authorName, ...lines, ...from],
      };
    }
    case "session": {
      const { id, title, ownId, agent } = entry.session;
      const detail = [...(agent === null ? [] : [agent]), doesOf(entry.session)];
      return { href: routes.session(id), title: title === "" ? ownId : title, detail };
    }
    default: {
      const { item } = entry.answer;
      const back = item.superseded === null ? [] : [words.superseded];
      return {
        href: routes.session(item.sessionId, { line: item.lines.start }),
        title: item.title,
        detail: [words.from(item.sessionTitle), ...back],
      };
    }
  }
}

function doesOf({ grade, changed, edits }: BiographySession): string {
  const did = [...(changed.length > 0 ? [words.changed(changed.length)] : []), ...(edits > 0 ? [words.edited(edits)] : [])];
  return did.length === 0 ? words.namesIt : `${common.grades[grade]}, ${did.join(", ")}`;
}
