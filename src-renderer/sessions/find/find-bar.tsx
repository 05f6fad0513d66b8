import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { reading } from "../../strings/en-find.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import type { Found } from "./use-find.ts";
import "./find.css";

export interface FindBarProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly found: Found;
  readonly onClose: () => void;
}

/** Find in page. Enter and Shift+Enter step through the matches, Esc closes. */
export function FindBar({ label, text, onText, found, onClose }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <search className="find-bar">
      <input
        ref={field}
        type="text"
        className="ui-input"
        aria-label={label}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") (event.shiftKey ? found.previous : found.next)();
          else if (event.key === "Escape") onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span className="find-count tabular" aria-live="polite">
        {text.trim() === "" ? "" : found.count === 0 ? reading.noMatches : reading.position(found.current + 1, found.count)}
      </span>
      <IconButton icon={ChevronUp} label={reading.previousMatch} keyId="match.previous" size="small" onClick={found.previous} />
      <IconButton icon={ChevronDown} label={reading.nextMatch} keyId="match.next" size="small" onClick={found.next} />
      <IconButton icon={X} label={reading.closeFind} size="small" onClick={onClose} />
    </search>
  );
}
