import { useMemo, type ReactNode } from "react";
import type { SessionView } from "../../../src-shared/contract/index.ts";
import type { CommitSummary, TranscriptOutline } from "../../../src-shared/domain/index.ts";
import { conversationWords as words } from "../../strings/en-conversation.ts";
import { TurnView } from "./turn-view.tsx";
import type { Rows } from "./use-rows.ts";

export interface TurnRowsProps {
  readonly rows: Rows;
  readonly outline: TranscriptOutline;
  readonly view: SessionView;
  readonly marked: number | null;
  readonly head: ReactNode;
  readonly tail: ReactNode;
}

const NONE: readonly CommitSummary[] = [];

/** The head, the turns in sight, the tail. */
export function TurnRows({ rows, outline, view, marked, head, tail }: TurnRowsProps) {
  const { virtualizer, scroller, space, turnAt } = rows;
  const commits = useMemo(() => commitsByTurn(view), [view]);
  const last = outline.turns + 1;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keys
    <section className="conversation-scroll" ref={scroller} tabIndex={0} aria-label={words.feed}>
      <div className="conversation-space" ref={space}>
        {virtualizer.getVirtualItems().map((row) => {
          const index = row.index - 1;
          const turn = turnAt(index);
          return (
            <div key={row.key} ref={virtualizer.measureElement} data-index={row.index} className="conversation-row">
              {row.index === 0 ? (
                head
              ) : row.index === last ? (
                <div className="conversation-tail">{tail}</div>
              ) : turn === undefined ? (
                <div className="turn turn-awaited" style={{ height: row.size }} />
              ) : (
                <TurnView
                  turn={turn}
                  index={index}
                  total={outline.turns}
                  continues={outline.continues[index] === 1}
                  marked={marked === index}
                  commits={commits.get(index) ?? NONE}
                />
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** Commits that a turn's tool printed, where they are linked to the session. */
function commitsByTurn({ session, commits }: SessionView): ReadonlyMap<number, readonly CommitSummary[]> {
  const found = new Map<number, CommitSummary[]>();
  for (const { hash, turn } of session.transcript?.commits ?? []) {
    const commit = commits.find((one) => one.hash.startsWith(hash));
    if (turn !== null && commit !== undefined) found.set(turn, [...(found.get(turn) ?? []), commit]);
  }
  return found;
}
