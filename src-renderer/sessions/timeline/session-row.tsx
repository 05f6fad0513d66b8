import { GitBranch, MessageSquare } from "lucide-react";
import type { TimelineSummary } from "../../../src-shared/domain/index.ts";
import { formatShortDay, formatTime, type Day } from "../../strings/days.ts";
import { formatFullDateTime, formatNumber } from "../../strings/format.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { classNames } from "../../ui/class-names.ts";
import { KindIcon } from "../../ui/kind.tsx";

export interface SessionRowProps {
  readonly summary: TimelineSummary;
  readonly day: Day | null;
}

/** One session on one line. Titles repeat, so the time stands before and the date behind, also for those who hear the row alone. */
export function SessionRow({ summary, day }: SessionRowProps) {
  return (
    <div className="session-row" data-init={summary.format === "init" || undefined}>
      <time className="session-row-time tabular" dateTime={summary.startedAt ?? undefined} title={titleOf(summary)}>
        {summary.startedAt === null ? "" : formatTime(summary.startedAt)}
        {day !== null && <span className="visually-hidden"> {formatShortDay(day)},</span>}
      </time>
      <span className="session-row-title truncate">{summary.title === "" ? words.noTitle : summary.title}</span>
      <span className="session-row-detail session-row-repository truncate">{summary.repositoryName}</span>
      <span className="session-row-detail truncate">{summary.agent}</span>
      <span className="session-row-detail session-row-branch truncate" title={summary.branch ?? undefined}>
        {summary.branch !== null && (
          <>
            <GitBranch size="1em" aria-hidden /> {summary.branch}
          </>
        )}
      </span>
      <span className="session-row-work truncate">{summary.workType}</span>
      <Count value={summary.prompts} label={words.promptCount} className="session-row-prompts" />
      <Count kind="decision" value={summary.decisions} label={words.decisions} />
      <Count kind="challenge" value={summary.challenges} label={words.challenges} />
      <Count kind="commit" value={summary.commits} label={words.commitCount} />
    </div>
  );
}

function titleOf(summary: TimelineSummary): string | undefined {
  return summary.startedAt === null ? undefined : formatFullDateTime(summary.startedAt);
}

interface CountProps {
  /** Prompts are of no kind that is searched for. */
  readonly kind?: "decision" | "challenge" | "commit";
  readonly value: number;
  readonly label: (value: number) => string;
  readonly className?: string;
}

function Count({ kind, value, label, className }: CountProps) {
  if (value === 0) return <span className={classNames("session-row-count", className)} />;
  return (
    <span className={classNames("session-row-count tabular", className)} title={label(value)}>
      {kind === undefined ? <MessageSquare size="1.15em" strokeWidth={1.75} aria-hidden /> : <KindIcon kind={kind} />}
      <span aria-hidden>{formatNumber(value)}</span>
      <span className="visually-hidden">{label(value)}</span>
    </span>
  );
}
