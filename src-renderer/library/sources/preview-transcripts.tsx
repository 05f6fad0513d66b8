import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { IndexPreview, PreviewTranscripts } from "../../../src-shared/contract/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { transcriptWords } from "../../strings/en-transcripts.ts";
import { libraryWords } from "../../strings/en-library.ts";
import { formatNumber } from "../../strings/format.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { AllowDialog } from "./allow-dialog.tsx";
import { useReading } from "./use-reading.ts";
import "./sources.css";

const words = transcriptWords.preview;

/** What other assistants have about a folder that is about to be indexed, by names alone; each can be allowed here. */
export function PreviewTranscriptList({ preview }: { readonly preview: IndexPreview }) {
  if (preview.transcripts.length === 0) return null;
  return (
    <section aria-label={words.title} className="preview-transcripts">
      <h2>{words.title}</h2>
      <ul className="sources">
        {preview.transcripts.map((one) => (
          <Row key={one.assistant} transcripts={one} />
        ))}
      </ul>
      {preview.transcripts.some((one) => one.state === "found") && <p className="muted">{words.help}</p>}
    </section>
  );
}

function Row({ transcripts: { assistant, name, state, count } }: { readonly transcripts: PreviewTranscripts }) {
  const queries = useQueryClient();
  const reading = useReading(assistant);
  const [isAsking, setAsking] = useState(false);
  const { data } = useCoreQuery("transcripts.sources", {}, { enabled: isAsking });
  const places = data?.find((source) => source.assistant === assistant)?.places ?? [];
  async function allow(): Promise<void> {
    await reading.start();
    await queries.invalidateQueries({ queryKey: ["preview"] });
  }
  return (
    <li className="source">
      <div className="source-main">
        <p className="source-name">
          {name} {count !== null && <span className="tabular">{formatNumber(count)}</span>}
        </p>
        <p className="source-counts">{state === "allowed" ? words.allowed : count === null ? words.unknown : words.found}</p>
        {reading.error !== null && <InlineError error={reading.error} />}
      </div>
      {reading.progress !== null ? (
        <div className="source-progress">
          <ProgressBar
            label={transcriptWords.reading(name)}
            value={reading.progress.total === 0 ? null : reading.progress.done / reading.progress.total}
            text={reading.progress.total === 0 ? undefined : transcriptWords.of(reading.progress.done, reading.progress.total)}
          />
          <Button size="small" onClick={reading.stop}>
            {libraryWords.run.cancel}
          </Button>
        </div>
      ) : (
        state === "found" && (
          <Button size="small" onClick={() => setAsking(true)}>
            {transcriptWords.read}
            <span className="visually-hidden"> {name}</span>
          </Button>
        )
      )}
      <AllowDialog
        name={name}
        places={places}
        open={isAsking && data !== undefined}
        onConfirm={() => void allow()}
        onClose={() => setAsking(false)}
      />
    </li>
  );
}
