import { useMemo, useRef, useState } from "react";
import type { Biography } from "../../src-shared/contract/index.ts";
import { useKeys } from "../app/keys.ts";
import { historyWords as words } from "../strings/en-history.ts";
import { formatMonth } from "../strings/days.ts";
import { Chip } from "../ui/chip.tsx";
import { KindIcon } from "../ui/kind.tsx";
import { Entry } from "./entry.tsx";
import { byMonth, HISTORY_KINDS, historyEntries, type HistoryKind } from "./timeline.ts";

export interface TimelineProps {
  readonly biography: Biography;
  /** How its commits were found. */
  readonly note: string;
}

/** Commits, sessions, decisions and challenges in one order of time. Kinds can be left out; keys move from one to the next. */
export function Timeline({ biography, note }: TimelineProps) {
  const section = useRef<HTMLElement>(null);
  const [hidden, setHidden] = useState<ReadonlySet<HistoryKind>>(new Set());
  const entries = useMemo(() => historyEntries(biography), [biography]);
  const months = useMemo(() => byMonth(entries.filter((entry) => !hidden.has(entry.kind))), [entries, hidden]);
  const counts = Map.groupBy(entries, (entry) => entry.kind);

  function toggle(kind: HistoryKind): void {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setHidden(next);
  }
  /** Moves the focus along the entries' links. */
  function move(step: 1 | -1): void {
    const links = [...(section.current?.querySelectorAll<HTMLElement>(".history-link") ?? [])];
    const focused = document.activeElement?.closest(".history-entry")?.querySelector<HTMLElement>(".history-link");
    const at = focused == null ? -1 : links.indexOf(focused);
    links[at < 0 ? (step === 1 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  }
  useKeys({
    "list.next": () => move(1),
    "list.previous": () => move(-1),
    "list.preview": () => {
      const toggle = document.activeElement?.closest(".history-entry")?.querySelector<HTMLElement>(".history-evidence-toggle");
      if (toggle == null || document.activeElement === toggle) return false;
      toggle.click();
      return true;
    },
  });
  return (
    <section ref={section} aria-labelledby="timeline">
      <div className="history-timeline-head">
        <h2 id="timeline" className="history-part">
          {words.timeline}
        </h2>
        <fieldset className="history-kinds" aria-label={words.filter}>
          {HISTORY_KINDS.filter((kind) => counts.has(kind)).map((kind) => (
            <Chip
              key={kind}
              pressed={!hidden.has(kind)}
              onToggle={() => toggle(kind)}
              icon={<KindIcon kind={kind} />}
              count={counts.get(kind)?.length ?? 0}
            >
              {words.kinds[kind]}
            </Chip>
          ))}
        </fieldset>
      </div>
      <p className="history-note">{note}</p>
      {months.length === 0 && <p className="history-note">{words.noneShown}</p>}
      {months.map(({ month, entries: own }) => (
        <div key={month ?? ""} className="history-month">
          <h3>{month === null ? words.undated : formatMonth(month)}</h3>
          <ol>
            {own.map((entry) => (
              <Entry key={entry.id} entry={entry} target={biography.target} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
