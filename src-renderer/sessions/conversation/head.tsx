import { EyeOff } from "lucide-react";
import type { SessionView } from "../../../src-shared/contract/index.ts";
import { conversationWords as words } from "../../strings/en-conversation.ts";
import { formatCompact, formatSeconds } from "../../strings/format.ts";
import { sessionWords } from "../../strings/en-sessions.ts";
import { Tooltip } from "../../ui/tooltip.tsx";
import { MetaLine } from "../reader/details.tsx";

export interface ConversationHeadProps {
  readonly view: SessionView;
  /** Files that it edited. */
  readonly edited: number;
  readonly onChanged: () => void;
  readonly onCommits: () => void;
}

/** Title, times, and what the conversation amounts to. */
export function ConversationHead({ view, edited, onChanged, onCommits }: ConversationHeadProps) {
  const { session, commits } = view;
  const facts = session.transcript;
  return (
    <header className="reader-head">
      <h1 className="reader-title">{session.title === "" ? sessionWords.noTitle : session.title}</h1>
      <MetaLine view={view} />
      {facts !== undefined && (
        <p className="reader-meta">
          <span>{words.turns(facts.turns)}</span>
          {facts.toolCalls > 0 && <span>{words.toolCalls(facts.toolCalls)}</span>}
          {edited > 0 && (
            <span>
              <button type="button" className="text-link" onClick={onChanged}>
                {words.filesEdited(edited)}
              </button>
            </span>
          )}
          {commits.length > 0 && (
            <span>
              <button type="button" className="text-link" onClick={onCommits}>
                {sessionWords.commitCount(commits.length)}
              </button>
            </span>
          )}
          {facts.usage.output > 0 && <span>{words.tokens(formatCompact(facts.usage.input), formatCompact(facts.usage.output))}</span>}
          {lasted(session.startedAt, facts.endedAt)}
          {facts.secrets > 0 && (
            <span>
              <Tooltip content={words.maskedHint}>
                <button type="button" className="masked-count">
                  <EyeOff size="1em" aria-hidden /> {words.secrets(facts.secrets)}
                </button>
              </Tooltip>
            </span>
          )}
        </p>
      )}
    </header>
  );
}

function lasted(from: string | null, to: string | null) {
  const seconds = from === null || to === null ? 0 : (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds >= 1 ? <span>{words.lasted(formatSeconds(seconds))}</span> : null;
}
