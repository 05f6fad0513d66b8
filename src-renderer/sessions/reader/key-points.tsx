import type { Observation, Session } from "../../../src-shared/domain/index.ts";
import { routes } from "../../app/navigation.ts";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { KindIcon } from "../../ui/kind.tsx";
import { KEY_KINDS, type KeyKind } from "./outline.ts";
import { Part } from "./part.tsx";
import { useReader } from "./reader-context.tsx";

/** What was decided, what was hard, what was noticed: first, each leading to its line. */
export function KeyPoints({ session }: { readonly session: Session }) {
  return KEY_KINDS.map((kind) => {
    const observations = session.observations.filter((one) => one.kind === kind);
    return observations.length === 0 ? null : (
      <Part key={kind} id={`key-${kind}`} title={words.keyKinds[kind]} count={observations.length}>
        <ul className="key-cards">
          {observations.map((observation) => (
            <KeyCard key={observation.index} kind={kind} observation={observation} session={session} />
          ))}
        </ul>
      </Part>
    );
  });
}

function KeyCard({ kind, observation, session }: { readonly kind: KeyKind; readonly observation: Observation; readonly session: Session }) {
  const { sessionId, goToLine } = useReader();
  const line = observation.lines.start;
  const clock = observation.entryIndex === null ? null : session.entries[observation.entryIndex]?.startClock;
  const rest = restOf(observation);
  return (
    <li>
      <a
        className="key-card"
        data-kind={kind}
        href={routes.session(sessionId, { line })}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          goToLine(line);
        }}
      >
        <KindIcon kind={kind} />
        <span className="key-card-text">
          <span className="key-card-title">{observation.title}</span>
          {rest !== "" && <span className="key-card-rest">{rest}</span>}
        </span>
        {clock != null && <span className="key-card-clock tabular">{clock}</span>}
      </a>
    </li>
  );
}

/** What the item says beyond its title, as plain words for a glance; the whole stands at its line. */
function restOf({ title, markdown }: Observation): string {
  const plain = markdown
    .replace(/^\s*(?:[-*+•]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/gm, "")
    .replace(/\[\[([^[\]]+)\]\]/g, "$1")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/[*_`]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const bare = title.replace(/…$/, "");
  if (!plain.startsWith(bare)) return plain.length > bare.length ? plain : "";
  return title.endsWith("…") ? plain : plain.slice(bare.length).replace(/^[\s:.—–-]+/, "");
}
