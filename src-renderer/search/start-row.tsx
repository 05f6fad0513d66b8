import type { LucideIcon } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { IconButton } from "../ui/icon-button.tsx";

export interface RowAction {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onAct: () => void;
}

export interface StartRowProps {
  readonly children: ReactNode;
  readonly onOpen: () => void;
  readonly rename?: { readonly label: string; readonly icon: LucideIcon; readonly value: string; readonly onName: (name: string) => void };
  /** It takes the focus when it comes: it is what was just renamed. */
  readonly isFocused?: boolean;
  /** Delete does it too. */
  readonly remove?: RowAction;
}

/** What arrow keys go between. */
export const ROW = "[data-start-row]";

/** A search to take again. Arrows move, Enter takes it, F2 renames, Delete removes. */
export function StartRow({ children, onOpen, rename, remove, isFocused = false }: StartRowProps) {
  const [isNaming, setNaming] = useState(false);
  const row = useRef<HTMLButtonElement>(null);
  const wasNaming = useRef(isFocused);
  useEffect(() => {
    if (wasNaming.current && !isNaming) row.current?.focus();
    wasNaming.current = isNaming;
  }, [isNaming]);
  if (isNaming && rename !== undefined) return <NameInput {...rename} onDone={() => setNaming(false)} />;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "F2" && rename !== undefined) setNaming(true);
    else if (event.key === "Delete" && remove !== undefined) {
      focusNeighbour(event.currentTarget);
      remove.onAct();
    } else return;
    event.preventDefault();
  }
  return (
    <li className="search-start-item">
      <button ref={row} type="button" data-start-row className="search-start-row" onClick={onOpen} onKeyDown={onKeyDown}>
        {children}
      </button>
      {rename !== undefined && <IconButton size="small" icon={rename.icon} label={rename.label} onClick={() => setNaming(true)} />}
      {remove !== undefined && <IconButton size="small" icon={remove.icon} label={remove.label} onClick={remove.onAct} />}
    </li>
  );
}

/** The row is about to go: the focus stays in the list. */
function focusNeighbour(row: Element): void {
  const rows = [...(row.closest(".search-start")?.querySelectorAll<HTMLElement>(ROW) ?? [])];
  const at = rows.indexOf(row as HTMLElement);
  (rows[at + 1] ?? rows[at - 1])?.focus();
}

function NameInput({ label, value, onName, onDone }: NonNullable<StartRowProps["rename"]> & { readonly onDone: () => void }) {
  const [name, setName] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const finish = (isKept: boolean): void => {
    if (isKept && name.trim() !== "") onName(name.trim());
    onDone();
  };
  return (
    <li className="search-start-item">
      <input
        ref={input}
        className="ui-input"
        aria-label={label}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => finish(true)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          finish(event.key === "Enter");
        }}
      />
    </li>
  );
}
