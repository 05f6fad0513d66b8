import type { SearchResult } from "../../../src-shared/contract/index.ts";
import type { LineRange } from "../../../src-shared/domain/index.ts";
import { search } from "../../strings/en-search.ts";
import { Chip } from "../../ui/chip.tsx";

export interface Place {
  readonly passageId: number;
  readonly lines: LineRange | null;
}

export interface PreviewPlacesProps {
  readonly result: SearchResult;
  readonly chosen: number;
  readonly onChoose: (place: Place) => void;
}

/** The passages of the same document that match, to go between; nothing when there is only one. */
export function PreviewPlaces({ result, chosen, onChoose }: PreviewPlacesProps) {
  if (result.alsoIn.length === 0) return null;
  const places = [{ passageId: result.passageId, title: result.title, lines: result.lines }, ...result.alsoIn];
  return (
    <fieldset className="preview-places" aria-label={search.preview.places}>
      {places.map((place) => (
        <Chip key={place.passageId} pressed={place.passageId === chosen} onToggle={() => onChoose(place)} title={place.title}>
          <span className="preview-place-name truncate">{place.title}</span>
          {place.lines !== null && <span className="ui-count tabular">{place.lines.start}</span>}
        </Chip>
      ))}
    </fieldset>
  );
}
