import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import "./popup.css";

export interface PopoverProps {
  /** The button that opens it; it takes a ref and props. */
  readonly trigger: ReactElement;
  /** Its name for assistive technology. */
  readonly label: string;
  readonly children: ReactNode;
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly align?: "start" | "center" | "end";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly className?: string;
}

/** More about one thing, beside it. Esc closes it and focus returns. */
export function Popover({ trigger, label, children, side = "bottom", align = "start", open, onOpenChange, className }: PopoverProps) {
  return (
    <Base.Root {...(open === undefined ? {} : { open })} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="ui-positioner">
          <Base.Popup className={classNames("ui-popup ui-popover", className)} aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
