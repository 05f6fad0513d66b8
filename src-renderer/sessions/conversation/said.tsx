import type { CappedText, TurnRole } from "../../../src-shared/domain/index.ts";
import { conversationWords as words } from "../../strings/en-conversation.ts";
import { Button } from "../../ui/button.tsx";
import { Prose } from "../reader/prose.tsx";
import { shortened } from "./shortened.ts";
import { partId, partKey, useFold } from "./folds.ts";
import { Masked } from "./printed-text.tsx";

export interface SaidProps {
  readonly said: CappedText;
  readonly role: TurnRole;
  readonly turn: number;
  readonly part: number;
}

/** What was said: the assistant's as Markdown, people's as they typed it. A very long text is shortened until asked for. */
export function Said({ said, role, turn, part }: SaidProps) {
  const { open, toggle } = useFold(partKey(turn, part));
  const { text, lines } = shortened(said.text);
  const isLong = text.length < said.text.length;
  const shown = open ? said.text : text;
  return (
    <div id={partId(turn, part)} className="said" tabIndex={-1}>
      {role === "assistant" ? (
        <Prose markdown={shown} firstLine={1} />
      ) : (
        <p className="said-plain">
          <Masked text={shown} />
        </p>
      )}
      {isLong && (
        <Button size="small" variant="quiet" aria-expanded={open} onClick={toggle}>
          {open ? words.showLess : words.showAll(lines)}
        </Button>
      )}
      {said.omitted > 0 && <p className="reader-note">{words.omitted(said.omitted)}</p>}
    </div>
  );
}
