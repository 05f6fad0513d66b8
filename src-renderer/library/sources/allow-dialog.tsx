import { transcriptWords } from "../../strings/en-transcripts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

const words = transcriptWords.ask;

export interface AllowDialogProps {
  readonly name: string;
  readonly places: readonly string[];
  readonly open: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before anything of an assistant is read: what, that it is only read, and what becomes of it. */
export function AllowDialog({ name, places, open, onConfirm, onClose }: AllowDialogProps) {
  return (
    <ConfirmDialog open={open} title={words.title(name)} confirmLabel={words.confirm} onConfirm={onConfirm} onClose={onClose}>
      <div className="source-ask">
        <p>{words.what}</p>
        <ul className="source-places mono">
          {places.map((place) => (
            <li key={place}>{place}</li>
          ))}
        </ul>
        <p>{words.kept}</p>
        <p>{words.found}</p>
        <p className="muted">{words.safe}</p>
      </div>
    </ConfirmDialog>
  );
}
