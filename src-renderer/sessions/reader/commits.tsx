import { ChevronRight, ExternalLink } from "lucide-react";
import { useState } from "react";
import type { SessionView } from "../../../src-shared/contract/index.ts";
import { routes } from "../../app/navigation.ts";
import { common } from "../../strings/en-common.ts";
import { formatDateTime, formatNumber } from "../../strings/format.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { Button } from "../../ui/button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { CommitFiles } from "./commit-files.tsx";
import { COMMITS } from "./outline.ts";
import { Part } from "./part.tsx";

type LinkedCommit = SessionView["commits"][number];

/** Commits that came of the session: each says how sure that is, and on asking why. */
export function Commits({ commits }: { readonly commits: readonly LinkedCommit[] }) {
  if (commits.length === 0) return null;
  return (
    <Part id={COMMITS} title={words.commits} count={commits.length}>
      <ul className="commits">
        {commits.map((commit) => (
          <CommitRow key={commit.hash} commit={commit} />
        ))}
      </ul>
    </Part>
  );
}

function CommitRow({ commit }: { readonly commit: LinkedCommit }) {
  const [open, setOpen] = useState(false);
  const short = commit.hash.slice(0, 8);
  return (
    <li className="commit" data-open={open || undefined}>
      <div className="commit-row">
        <button type="button" className="commit-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChevronRight size="1.15em" className="commit-chevron" aria-hidden />
          <code className="commit-hash">{short}</code>
          <span className="commit-subject truncate">{commit.subject}</span>
        </button>
        <span className="commit-size tabular">
          {words.filesChanged(commit.files)}
          <span className="commit-added">+{formatNumber(commit.additions)}</span>
          <span className="commit-removed">−{formatNumber(commit.deletions)}</span>
        </span>
        <Popover
          label={words.evidence}
          align="end"
          trigger={
            <Button
              size="small"
              variant="quiet"
              className="grade"
              data-grade={commit.link.grade}
              title={common.gradesMeaning[commit.link.grade]}
              aria-label={`${words.evidence}: ${common.grades[commit.link.grade]}, ${short}`}
            >
              {common.grades[commit.link.grade]}
            </Button>
          }
        >
          <div className="evidence">
            <p className="evidence-title">{common.gradesMeaning[commit.link.grade]}</p>
            <p>{commit.link.evidence}</p>
          </div>
        </Popover>
      </div>
      {open && (
        <div className="commit-body">
          <p className="reader-note">
            {commit.authorName}, {formatDateTime(commit.committedAt)}{" "}
            <a className="text-link" href={routes.commit(commit.repositoryId, commit.hash)}>
              {words.openCommit} <ExternalLink size="1em" aria-hidden />
            </a>
          </p>
          <CommitFiles repositoryId={commit.repositoryId} hash={commit.hash} />
        </div>
      )}
    </li>
  );
}
