import type { CommitView } from "../../src-shared/contract/index.ts";
import { routes } from "../app/navigation.ts";
import { common } from "../strings/en-common.ts";
import { commits } from "../strings/en-document.ts";
import { KindIcon } from "../ui/kind.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";

/** The sessions a commit came from, with how sure the link is and what shows it. */
export function CommitSessions({ sessions }: { readonly sessions: CommitView["sessions"] }) {
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions" className="commit-side-title">
        {commits.sessions}
      </h2>
      {sessions.length === 0 ? (
        <p className="commit-none">{commits.noSessions}</p>
      ) : (
        <ul>
          {sessions.map((session) => (
            <li key={session.id}>
              <a className="commit-session" href={routes.session(session.id)}>
                <span className="commit-session-title">
                  <KindIcon kind="session" />
                  <span className="truncate">{session.title === "" ? session.ownId : session.title}</span>
                </span>
                <span className="commit-session-detail">
                  <span className="commit-grade" data-grade={session.link.grade} title={common.gradesMeaning[session.link.grade]}>
                    {common.grades[session.link.grade]}
                  </span>
                  {session.startedAt !== null && <RelativeTime instant={session.startedAt} />}
                </span>
                <span className="commit-evidence">{session.link.evidence}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
