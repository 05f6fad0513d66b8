import type { Observation } from "../../../src-shared/domain/index.ts";
import { KindIcon } from "../../ui/kind.tsx";
import { isKeyKind, observationAnchor } from "./outline.ts";
import { Prose } from "./prose.tsx";
import { useReader } from "./reader-context.tsx";
import type { Segment } from "./segments.ts";

export interface SegmentViewProps {
  readonly segment: Segment;
  /** The heading above: a label that repeats it is left out. */
  readonly under: string;
  readonly level: 3 | 4;
}

/** Text as it stands, and observations under their label, each where it was written. */
export function SegmentView({ segment, under, level }: SegmentViewProps) {
  if (segment.type === "text") return <Prose markdown={segment.markdown} firstLine={segment.line} />;
  const kind = isKeyKind(segment.kind) ? segment.kind : null;
  const Heading = `h${level}` as const;
  const label = segment.label.replace(/:$/, "");
  return (
    <section className="observations" data-kind={kind ?? "other"}>
      {label.toLowerCase() !== under.toLowerCase() && (
        <Heading className="observations-label">
          {kind !== null && <KindIcon kind={kind} />}
          {label}
        </Heading>
      )}
      {segment.items.map((item) => (
        <ObservationView key={item.index} observation={item} />
      ))}
    </section>
  );
}

function ObservationView({ observation }: { readonly observation: Observation }) {
  const { markedObservation } = useReader();
  return (
    <div
      id={observationAnchor(observation.index)}
      className="observation"
      aria-current={markedObservation === observation.index ? "location" : undefined}
      tabIndex={-1}
    >
      <Prose markdown={observation.markdown} firstLine={observation.lines.start} />
    </div>
  );
}
