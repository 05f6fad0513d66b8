import type { ComponentPropsWithRef, ReactNode } from "react";
import { formatNumber } from "../strings/format.ts";
import { classNames } from "./class-names.ts";
import "./chip.css";

export interface ChipProps extends Omit<ComponentPropsWithRef<"button">, "onToggle"> {
  readonly pressed: boolean;
  readonly onToggle: (pressed: boolean) => void;
  readonly icon?: ReactNode;
  readonly count?: number | null | undefined;
  readonly children: ReactNode;
}

/** A filter that is on or off, with how many it would show. */
export function Chip({ pressed, onToggle, icon, count, children, className, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      className={classNames("ui-chip", className)}
      aria-pressed={pressed}
      onClick={() => onToggle(!pressed)}
      data-empty={count === 0 || undefined}
      {...rest}
    >
      {icon}
      {children}
      {count != null && <span className="ui-count tabular">{formatNumber(count)}</span>}
    </button>
  );
}
