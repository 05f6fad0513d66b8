import { GitBranch } from "lucide-react";
import type { ReactNode } from "react";
import type { SessionView } from "../../../src-shared/contract/index.ts";
import type { Session } from "../../../src-shared/domain/index.ts";
import { routes } from "../../app/navigation.ts";
import { formatFullDateTime, formatNumber } from "../../strings/format.ts";
import { conversationWords } from "../../strings/en-conversation.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";

/** What the file says of the session as a whole. */
export function Details({ view }: { readonly view: SessionView }) {
  const { session, summary, path, documentId } = view;
  const { classification } = session;
  const number = (value: number | null | undefined): string | null => (value == null ? null : formatNumber(value));
  const rows: readonly (readonly [string, ReactNode])[] = [
    [words.fields.repository, summary.repositoryName],
    [words.fields.started, session.startedAt === null ? null : formatFullDateTime(session.startedAt)],
    [words.fields.agent, session.agent],
    [words.fields.branch, session.branch === null ? null : <span className="mono">{session.branch}</span>],
    [words.fields.workType, summary.workType],
    [words.fields.status, session.status],
    [
      words.fields.startCommit,
      session.startCommit === null ? null : (
        <a className="text-link mono" href={routes.commit(summary.repositoryId, session.startCommit)}>
          {session.startCommit.slice(0, 8)}
        </a>
      ),
    ],
    [words.fields.files, number(classification?.filesChanged)],
    [words.fields.commits, number(classification?.commits)],
    [words.fields.patternsModified, number(classification?.patternsModified)],
    [words.fields.beliefsCaptured, session.beliefsCaptured === 0 ? null : formatNumber(session.beliefsCaptured)],
    [
      words.fields.id,
      <span key="id" className="mono">
        {session.ownId}
      </span>,
    ],
    [
      words.fields.file,
      <a key="file" className="text-link mono" href={routes.document(documentId)}>
        {path}
      </a>,
    ],
  ];
  return (
    <dl className="details">
      {[...rows.slice(0, 2), ...transcriptRows(session), ...rows.slice(2)].map(([name, value]) =>
        value === null || value === "" ? null : (
          <div key={name} className="details-row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** What a transcript says of itself. */
function transcriptRows({ transcript }: Session): readonly (readonly [string, ReactNode])[] {
  if (transcript === undefined) return [];
  const { endedAt, models, programVersion, usage, secrets, cwd } = transcript;
  const { fields } = conversationWords;
  const some = (value: number): string | null => (value === 0 ? null : formatNumber(value));
  return [
    [fields.ended, endedAt === null ? null : formatFullDateTime(endedAt)],
    [fields.models, models.join(", ")],
    [fields.program, programVersion],
    [fields.tokensIn, some(usage.input)],
    [fields.tokensOut, some(usage.output)],
    [fields.cacheRead, some(usage.cacheRead)],
    [fields.cacheWrite, some(usage.cacheWrite)],
    [fields.secrets, some(secrets)],
    [fields.folder, cwd === null ? null : <span className="mono">{cwd}</span>],
  ];
}

/** The line under the title: what tells this session from others of the same name. */
export function MetaLine({ view }: { readonly view: SessionView }) {
  const { session, summary } = view;
  // A branch is often called as its repository is.
  const branch =
    session.branch === null ? null : (
      <span title={words.fields.branch}>
        <GitBranch size="1em" className="reader-meta-sign" aria-hidden /> {session.branch}
      </span>
    );
  return (
    <p className="reader-meta">
      {session.startedAt !== null && <RelativeTime instant={session.startedAt} />}
      {[session.agent, branch, summary.workType, summary.repositoryName, session.ownId].map((part, index) =>
        part === null ? null : (
          // oxlint-disable-next-line react/no-array-index-key -- fixed places
          <span key={index}>{part}</span>
        ),
      )}
      {view.elsewhere && <span title={words.elsewhereHelp}>{words.elsewhere}</span>}
    </p>
  );
}
