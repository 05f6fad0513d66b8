import { Circle, CircleCheck } from "lucide-react";
import type { SessionSurroundings } from "../../../src-shared/contract/index.ts";
import type { Session } from "../../../src-shared/domain/index.ts";
import { routes } from "../../app/navigation.ts";
import { formatDateTime } from "../../strings/format.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { KindIcon } from "../../ui/kind.tsx";
import { Part } from "./part.tsx";
import { Prose } from "./prose.tsx";
import { useReader } from "./reader-context.tsx";

export function Goals({ session }: { readonly session: Session }) {
  const { markedAnchor } = useReader();
  if (session.goals.length === 0) return null;
  return (
    <Part id="goals" title={words.goals} count={session.goals.length} marked={markedAnchor === "goals"}>
      <ul className="goals">
        {session.goals.map((goal) => (
          <li key={goal.line} className="goal" data-done={goal.done || undefined}>
            {goal.done ? <CircleCheck size="1.15em" aria-label={words.done} /> : <Circle size="1.15em" aria-label={words.open} />}
            <Prose markdown={goal.text} firstLine={goal.line} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function PreviousContext({ session }: { readonly session: Session }) {
  if (session.previousContext.trim() === "") return null;
  return (
    <Part id="context" title={words.previousContext}>
      <Prose markdown={session.previousContext} firstLine={1} />
    </Part>
  );
}

export function Prompts({ session }: { readonly session: Session }) {
  const { markedAnchor } = useReader();
  if (session.promptCount === 0 && session.prompts.length === 0) return null;
  return (
    <Part
      id="prompts"
      title={words.prompts}
      count={Math.max(session.promptCount, session.prompts.length)}
      marked={markedAnchor === "prompts"}
    >
      {session.prompts.length === 0 ? (
        <p className="reader-note">{words.onlyCounted(session.promptCount)}</p>
      ) : (
        <ol className="prompts">
          {session.prompts.map((prompt) => (
            <li key={prompt.line} className="prompt">
              {prompt.text}
            </li>
          ))}
        </ol>
      )}
    </Part>
  );
}

export function FoundedBeliefs({ beliefs }: { readonly beliefs: SessionSurroundings["beliefs"] }) {
  if (beliefs.length === 0) return null;
  return (
    <Part id="beliefs" title={words.beliefs} count={beliefs.length}>
      <ul className="reader-links">
        {beliefs.map((belief) => (
          <li key={belief.id}>
            <a className="reader-link" href={routes.belief(belief.repositoryId, belief.id)}>
              <KindIcon kind="belief" />
              <span className="reader-link-text">
                <span>{belief.statement === "" ? belief.id : belief.statement}</span>
                {belief.evidence !== "" && <span className="reader-link-detail">{belief.evidence}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Related({ related }: { readonly related: SessionSurroundings["related"] }) {
  if (related.length === 0) return null;
  return (
    <Part id="related" title={words.related} count={related.length}>
      <ul className="reader-links">
        {related.map((session) => (
          <li key={session.id}>
            <a className="reader-link" href={routes.session(session.id)}>
              <KindIcon kind="session" />
              <span className="reader-link-text">
                <span>{session.title === "" ? words.noTitle : session.title}</span>
                <span className="reader-link-detail">
                  {[session.startedAt === null ? null : formatDateTime(session.startedAt), words.relations[session.reason]]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Problems({ session }: { readonly session: Session }) {
  if (session.problems.length === 0) return null;
  return (
    <Part id="problems" title={words.problems} count={session.problems.length}>
      <ul className="problems">
        {session.problems.map((problem) => (
          <li key={`${problem.line} ${problem.message}`}>
            <span className="reader-note tabular">{words.line(problem.line)}</span> {problem.message}
          </li>
        ))}
      </ul>
    </Part>
  );
}
