import { Tag } from "lucide-react";
import type { CommitView } from "../../../src-shared/contract/index.ts";
import { reading } from "../../strings/en-reading.ts";
import { formatNumber } from "../../strings/format.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { DiffCounts } from "../diff/diff-file-head.tsx";
import "./commit.css";

/** Who, when, what: one line about a commit, and its tags. */
export function CommitFacts({ view }: { readonly view: CommitView }) {
  const { commit } = view;
  const sum = (pick: (file: (typeof commit.files)[number]) => number | null): number =>
    commit.files.reduce((total, file) => total + (pick(file) ?? 0), 0);
  return (
    <div className="commit-facts">
      <span title={commit.authorEmail}>{commit.authorName}</span>
      <RelativeTime instant={commit.authoredAt} />
      <span className="mono" title={commit.hash}>
        {commit.hash.slice(0, 10)}
      </span>
      {commit.files.length > 0 && (
        <>
          <span>{reading.files(formatNumber(commit.files.length), commit.files.length === 1)}</span>
          <DiffCounts additions={sum((file) => file.additions)} deletions={sum((file) => file.deletions)} />
        </>
      )}
      {commit.tags.map((tag) => (
        <span key={tag} className="commit-tag">
          <Tag size="1em" strokeWidth={1.75} aria-hidden />
          {tag}
        </span>
      ))}
    </div>
  );
}
