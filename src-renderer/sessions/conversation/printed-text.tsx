import type { CappedText } from "../../../src-shared/domain/index.ts";
import { conversationWords as words } from "../../strings/en-conversation.ts";

const MASKED = /(\[masked [A-Za-z0-9_ -]{1,60}\])/;

/** Text as it was, secrets marked as masked, and how much of it is not here. */
export function PrintedText({ text, omitted, label }: CappedText & { readonly label: string }) {
  return (
    <>
      {/* A group, not a region: a page has many of the same name. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls can be scrolled by keyboard; no fieldset holds what was printed */}
      <div className="printed" role="group" tabIndex={0} aria-label={label}>
        <pre>
          <Masked text={text} />
        </pre>
      </div>
      {omitted > 0 && <p className="reader-note">{words.omitted(omitted)}</p>}
    </>
  );
}

/** Plain text in which what was masked shows as such. */
export function Masked({ text }: { readonly text: string }) {
  return text.split(MASKED).map((piece, index) =>
    index % 2 === 1 ? (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of one text never move
      <span key={index} className="masked" title={words.maskedHint}>
        {piece}
      </span>
    ) : (
      piece
    ),
  );
}
