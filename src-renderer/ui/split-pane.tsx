import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useViewState } from "../app/view-state.ts";
import { common } from "../strings/en-common.ts";
import { classNames } from "./class-names.ts";
import { clampShare, keyedShare } from "./split-share.ts";
import "./split-pane.css";

export interface SplitPaneProps {
  /** Under this name the place of the divider is kept: `search`. */
  readonly id: string;
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** Share of the first pane, 0…1, before the user has chosen. */
  readonly initial?: number;
  /** The smallest share of either pane. */
  readonly minimum?: number;
  readonly className?: string;
}

/** Two panes side by side and the divider between them: it is dragged, or moved by arrow keys; Enter or a double click resets it. */
export function SplitPane({ id, first, second, initial = 0.5, minimum = 0.2, className }: SplitPaneProps) {
  const [kept, setKept] = useViewState(`split.${id}`, String(initial));
  const box = useRef<HTMLDivElement>(null);
  const parsed = Number(kept);
  const share = clampShare(Number.isFinite(parsed) ? parsed : initial, minimum);
  const set = (next: number): void => setKept(clampShare(next, minimum).toFixed(4));

  function onKeyDown(event: KeyboardEvent): void {
    const next = keyedShare(event.key, share, minimum, initial);
    if (next === null) return;
    event.preventDefault();
    set(next);
  }
  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || box.current === null) return;
    const bounds = box.current.getBoundingClientRect();
    set((event.clientX - bounds.left) / bounds.width);
  }

  return (
    <div
      ref={box}
      className={classNames("ui-split", className)}
      style={{ "--first": `${share}fr`, "--second": `${1 - share}fr` } as CSSProperties}
    >
      <div className="ui-split-pane">{first}</div>
      <div
        className="ui-split-divider"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an hr cannot be moved: this one is a control with a value
        role="separator"
        aria-orientation="vertical"
        aria-label={common.resize}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={Math.round(minimum * 100)}
        aria-valuemax={Math.round((1 - minimum) * 100)}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onPointerMove}
        onDoubleClick={() => set(initial)}
      />
      <div className="ui-split-pane">{second}</div>
    </div>
  );
}
