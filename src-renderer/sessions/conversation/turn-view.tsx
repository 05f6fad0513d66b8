import { Bot, Brain, Braces, ChevronRight, Cpu, Image, User, type LucideIcon } from "lucide-react";
import { memo } from "react";
import type { CommitSummary, Turn, TurnPart, TurnRole } from "../../../src-shared/domain/index.ts";
import { routes } from "../../app/navigation.ts";
import { conversationWords as words } from "../../strings/en-conversation.ts";
import { formatClock, formatFullDateTime } from "../../strings/format.ts";
import { KindIcon } from "../../ui/kind.tsx";
import { CallView } from "./call-view.tsx";
import { partId, partKey, turnId, useFold } from "./folds.ts";
import { PrintedText } from "./printed-text.tsx";
import { Said } from "./said.tsx";

const ICONS: Readonly<Record<TurnRole, LucideIcon>> = { user: User, assistant: Bot, system: Cpu };

export interface TurnViewProps {
  readonly turn: Turn;
  readonly index: number;
  readonly total: number;
  /** The speaker of the turn before goes on: no new heading. */
  readonly continues: boolean;
  readonly marked: boolean;
  /** Commits that were made here. */
  readonly commits: readonly CommitSummary[];
}

/** What one speaker said and did, in order. */
export const TurnView = memo(function TurnView({ turn, index, total, continues, marked, commits }: TurnViewProps) {
  const speaker = turn.agent === null ? words.speakers[turn.role] : words.subAgent(turn.agent);
  const Icon = ICONS[turn.role];
  return (
    <article
      id={turnId(index)}
      className="turn"
      data-role={turn.role}
      data-agent={turn.agent === null ? undefined : ""}
      aria-label={words.turnLabel(speaker, index + 1, total)}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-current={marked ? "location" : undefined}
      tabIndex={-1}
    >
      {!continues && (
        <header className="turn-head">
          <Icon size="1.15em" strokeWidth={1.75} aria-hidden />
          <span className="turn-speaker">{speaker}</span>
          {turn.model !== null && <span>{turn.model}</span>}
          {turn.at !== null && (
            <time dateTime={turn.at} title={formatFullDateTime(turn.at)} className="tabular">
              {formatClock(turn.at)}
            </time>
          )}
        </header>
      )}
      {turn.parts.map((part, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts of a turn never move
        <PartView key={at} part={part} role={turn.role} turn={index} place={at} />
      ))}
      {commits.map((commit) => (
        <a key={commit.hash} className="turn-commit" href={routes.commit(commit.repositoryId, commit.hash)}>
          <KindIcon kind="commit" />
          {words.committed} <code className="commit-hash">{commit.hash.slice(0, 8)}</code>
          <span className="truncate">{commit.subject}</span>
        </a>
      ))}
    </article>
  );
});

interface PartViewProps {
  readonly part: TurnPart;
  readonly role: TurnRole;
  readonly turn: number;
  readonly place: number;
}

function PartView({ part, role, turn, place }: PartViewProps) {
  switch (part.kind) {
    case "text":
      return <Said said={part} role={role} turn={turn} part={place} />;
    case "thinking":
      return <Folded icon={Brain} title={words.thinking} text={part.text} omitted={part.omitted} turn={turn} place={place} />;
    case "record":
      return <Folded icon={Braces} title={words.record(part.type)} text={part.text} omitted={part.omitted} turn={turn} place={place} />;
    case "image":
      return (
        <p id={partId(turn, place)} className="turn-image">
          <Image size="1.1em" aria-hidden /> {words.image(part.mediaType)}
        </p>
      );
    default:
      return <CallView call={part} turn={turn} part={place} />;
  }
}

interface FoldedProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly omitted: number;
  readonly turn: number;
  readonly place: number;
}

/** A text of the second rank: one line of it until it is unfolded. */
function Folded({ icon: Icon, title, text, omitted, turn, place }: FoldedProps) {
  const { open, toggle } = useFold(partKey(turn, place));
  return (
    <div id={partId(turn, place)} className="call" data-open={open || undefined} tabIndex={-1}>
      <button type="button" className="call-head" aria-expanded={open} onClick={toggle}>
        <ChevronRight size="1.05em" className="call-chevron" aria-hidden />
        <Icon size="1.1em" className="call-icon" strokeWidth={1.75} aria-hidden />
        <span className="call-verb">{title}</span>
        <span className="call-subject truncate">{text.slice(0, 200)}</span>
      </button>
      {open && (
        <div className="call-body">
          <PrintedText text={text} omitted={omitted} label={title} />
        </div>
      )}
    </div>
  );
}
