import type { Observation } from "../../../src-shared/domain/index.ts";
import { KindIcon } from "../../ui/kind.tsx";
import { isKeyKind, observationAnchor } from "./outline.ts";
import { Prose } from "./prose.tsx";
import { useReader } from "./reader-context.tsx";
import type { Segment } from "./segments.ts";

/** Text as it stands, and observations under their label, each where it was written. */
export function SegmentView({ segment }: { readonly segment: Segment }) {
  const { references } = useReader();
  if (segment.type === "text") return <Prose markdown={segment.markdown} firstLine={segment.line} references={references} />;
  const kind = isKeyKind(segment.kind) ? segment.kind : null;
  return (
    <section className="observations" data-kind={kind ?? "other"}>
      <h4 className="observations-label">
        {kind !== null && <KindIcon kind={kind} />}
        {segment.label.replace(/:$/, "")}
      </h4>
      {segment.items.map((item) => (
        <ObservationView key={item.index} observation={item} />
      ))}
    </section>
  );
}

function ObservationView({ observation }: { readonly observation: Observation }) {
  const { references, markedObservation } = useReader();
  return (
    <div
      id={observationAnchor(observation.index)}
      className="observation"
      aria-current={markedObservation === observation.index ? "location" : undefined}
      tabIndex={-1}
    >
      <Prose markdown={observation.markdown} firstLine={observation.lines.start} references={references} />
    </div>
  );
}
