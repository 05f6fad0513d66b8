import { Info } from "lucide-react";
import type { DocumentView } from "../../../src-shared/contract/index.ts";
import { reading } from "../../strings/en-reading.ts";
import "./document.css";

/** What one should know about the text that is shown; nothing when it is simply the file. */
export function DocumentNotes({ view }: { readonly view: DocumentView }) {
  const notes = [
    view.changed ? reading.changed : null,
    view.elsewhere ? reading.elsewhere : null,
    view.source === "index" && !view.elsewhere && view.document.kind !== "commit" ? reading.fromIndex : null,
    view.truncated ? reading.truncated : null,
    view.document.state === "indexed" ? null : view.document.reason,
  ].filter((note) => note !== null && note !== "");
  if (notes.length === 0) return null;
  return (
    <ul className="document-notes">
      {notes.map((note) => (
        <li key={note}>
          <Info size="1.1em" strokeWidth={1.75} aria-hidden />
          {note}
        </li>
      ))}
    </ul>
  );
}
