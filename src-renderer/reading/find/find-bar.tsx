import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { reading } from "../../strings/en-reading.ts";
import { formatNumber } from "../../strings/format.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import type { FindControls } from "./use-find-controls.ts";
import "./find-bar.css";

/** Before one is gone to: how many there are. */
function place(current: number, total: number): string {
  return current < 0 ? reading.matches(formatNumber(total), total === 1) : reading.matchOf(formatNumber(current + 1), formatNumber(total));
}

/** The box of find in page, over what is read. Enter goes on, Shift and Enter back, Esc closes. */
export function FindBar({ find }: { readonly find: FindControls }) {
  const input = useRef<HTMLInputElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (!find.isOpen) return undefined;
    before.current = document.activeElement;
    input.current?.select();
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
    };
  }, [find.isOpen]);
  if (!find.isOpen) return null;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter") (event.shiftKey ? find.previous : find.next)();
    else if (event.key === "Escape") find.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const { total } = find;
  return (
    <search className="find-bar">
      <input
        ref={input}
        className="find-input"
        type="text"
        aria-label={reading.find}
        placeholder={reading.findPlaceholder}
        spellCheck={false}
        value={find.words}
        onChange={(event) => find.setWords(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <output className="find-count tabular">
        {find.words === "" || total === null ? "" : total === 0 ? reading.noMatch : place(find.current, total)}
      </output>
      <IconButton icon={ChevronUp} label={reading.previousMatch} keyId="match.previous" size="small" onClick={find.previous} />
      <IconButton icon={ChevronDown} label={reading.nextMatch} keyId="match.next" size="small" onClick={find.next} />
      <IconButton icon={X} label={reading.closeFind} keyId="screen.back" size="small" onClick={find.close} />
    </search>
  );
}
