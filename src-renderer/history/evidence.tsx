import type { HistoryTarget } from "../../src-shared/contract/index.ts";
import { routes } from "../app/navigation.ts";
import { MarkdownView } from "../reading/markdown/markdown-view.tsx";
import { common } from "../strings/en-common.ts";
import { historyWords as words } from "../strings/en-history.ts";
import { KindIcon } from "../ui/kind.tsx";
import type { HistoryEntry } from "./timeline.ts";

/** What speaks for an entry: lines and sessions of a commit, proofs of a session, the text of a decision. */
export function Evidence({ entry, target }: { readonly entry: HistoryEntry; readonly target: HistoryTarget }) {
  switch (entry.kind) {
    case "commit": {
      const { ownLines, files, sessions } = entry.commit;
      return (
        <>
          <p>{ownLines === null ? words.fileLines(files) : words.ownLines(ownLines.added, ownLines.removed)}</p>
          {sessions.length === 0 && <p className="history-note">{words.noSession}</p>}
          <ul>
            {sessions.map(({ id, title, ownId, link }) => (
              <li key={id}>
                <a className="history-to" href={routes.session(id)}>
                  <KindIcon kind="session" /> {title === "" ? ownId : title}
                </a>{" "}
                <span className="history-grade" data-grade={link.grade} title={common.gradesMeaning[link.grade]}>
                  {common.grades[link.grade]}
                </span>
                <p className="history-note">{link.evidence}</p>
              </li>
            ))}
          </ul>
        </>
      );
    }
    case "session": {
      const { evidence, changed, repositoryId } = entry.session;
      return (
        <>
          <p>{evidence}</p>
          {changed.length > 0 && (
            <p className="history-hashes">
              {words.itsCommits}:
              {changed.map((hash) => (
                <a key={hash} className="history-to mono" href={routes.commit(repositoryId, hash, { path: target.path })}>
                  {hash.slice(0, 8)}
                </a>
              ))}
            </p>
          )}
        </>
      );
    }
    default: {
      const { item, evidence } = entry.answer;
      return (
        <>
          <ul className="history-reasons">
            {evidence.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
            {item.superseded !== null && <li>{item.superseded.reason}</li>}
            {item.stale !== null && <li>{item.stale.reason}</li>}
          </ul>
          <MarkdownView text={item.markdown} firstLine={item.lines.start} />
        </>
      );
    }
  }
}
