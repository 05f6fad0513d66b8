import { SpellCheck } from "lucide-react";
import { search } from "../strings/en-search.ts";
import { Kbd, KeyHint } from "../ui/kbd.tsx";
import { changedWords } from "./narrowing.ts";

export interface DidYouMeanProps {
  /** What was searched. */
  readonly text: string;
  /** The same with words that something holds, or null. */
  readonly suggestion: string | null;
  /** Nothing was found, and so Enter in the box takes it. */
  readonly isEnter: boolean;
  readonly onTake: (text: string) => void;
}

const words = search.didYouMean;

/** Another spelling, offered above the list: what was typed is what was searched, until the person says otherwise. */
export function DidYouMean({ text, suggestion, isEnter, onTake }: DidYouMeanProps) {
  return (
    <div className="search-meant" aria-live="polite" data-empty={suggestion === null || undefined}>
      {suggestion !== null && (
        <>
          <SpellCheck size="1.15em" strokeWidth={1.75} aria-hidden />
          <span>{words.ask}</span>
          <button type="button" className="search-meant-text" onClick={() => onTake(suggestion)}>
            {changedWords(text, suggestion).map(({ part, isChanged }, index) =>
              // oxlint-disable-next-line react/no-array-index-key -- parts of one text, in their order
              isChanged ? <strong key={index}>{part}</strong> : <span key={index}>{part}</span>,
            )}
          </button>
          {isEnter ? <Kbd chord="enter" /> : <KeyHint id="search.suggestion" />}
        </>
      )}
    </div>
  );
}
