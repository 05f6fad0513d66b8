import { memo, useMemo } from "react";
import type { Observation, Session, SessionEntry, SessionSection } from "../../../src-shared/domain/index.ts";
import { SimilarLink } from "../../reading/similar/similar-link.tsx";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { entryAnchor, entryName, sectionAnchor } from "./outline.ts";
import { Part } from "./part.tsx";
import { useReader } from "./reader-context.tsx";
import { SegmentView } from "./segment-view.tsx";
import { segmentsOf } from "./segments.ts";

/** The activity log, entry by entry, in the order of the file: its clocks may go backwards. */
export function Activity({ session }: { readonly session: Session }) {
  if (session.entries.length === 0) return null;
  return (
    <Part id="activity" title={words.activity} count={session.entries.length}>
      {session.entries.map((entry) => (
        <EntryView key={entry.index} entry={entry} observations={session.observations} />
      ))}
    </Part>
  );
}

const EntryView = memo(function EntryView({
  entry,
  observations,
}: {
  readonly entry: SessionEntry;
  readonly observations: readonly Observation[];
}) {
  const { markedAnchor, sessionId } = useReader();
  const segments = useMemo(() => segmentsOf(entry, observations), [entry, observations]);
  const anchor = entryAnchor(entry.index);
  const clock = entry.endClock === null ? entry.startClock : `${entry.startClock}–${entry.endClock}`;
  return (
    <section
      id={anchor}
      className="entry"
      aria-labelledby={`${anchor}-title`}
      aria-current={markedAnchor === anchor ? "location" : undefined}
      tabIndex={-1}
    >
      <h3 id={`${anchor}-title`} className="entry-title">
        {clock !== null && <span className="entry-clock tabular">{clock}</span>}
        <span className="entry-name">{entryName(entry)}</span>
        {entry.since !== null && <span className="entry-note">{words.since(entry.since)}</span>}
        {entry.at !== null && (
          <span className="entry-note mono">
            {entry.at.branch}@{entry.at.commit}
          </span>
        )}
        <SimilarLink className="entry-similar" to={{ sessionId, line: entry.lines.start }} of={entryName(entry)} hasKey={false} />
      </h3>
      {segments.map((segment) => (
        <SegmentView key={segment.line} segment={segment} under={entryName(entry)} level={4} />
      ))}
    </section>
  );
});

/** Headings that are no fixed part of the format, each whole. */
export function Sections({ session }: { readonly session: Session }) {
  return session.sections.map((section, index) => (
    <SectionView key={section.lines.start} section={section} index={index} observations={session.observations} />
  ));
}

function SectionView({
  section,
  index,
  observations,
}: {
  readonly section: SessionSection;
  readonly index: number;
  readonly observations: readonly Observation[];
}) {
  const { markedAnchor } = useReader();
  const anchor = sectionAnchor(index);
  // Observations of the log's entries lie between sections, never in one.
  const segments = useMemo(
    () =>
      segmentsOf(
        section,
        observations.filter((one) => one.entryIndex === null),
      ),
    [section, observations],
  );
  return (
    <Part id={anchor} title={section.heading === "" ? words.untitledSection : section.heading} marked={markedAnchor === anchor}>
      {segments.map((segment) => (
        <SegmentView key={segment.line} segment={segment} under={section.heading} level={3} />
      ))}
    </Part>
  );
}
