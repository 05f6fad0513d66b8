import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import type { KeyId } from "../app/key-bindings.ts";
import { KeyHint } from "./kbd.tsx";
import "./popup.css";

export interface TooltipProps {
  readonly content: ReactNode;
  readonly keyId?: KeyId | undefined;
  readonly side?: "top" | "right" | "bottom" | "left" | undefined;
  /** The one element it belongs to; it must take a ref and props. */
  readonly children: ReactElement;
}

/** A short hint on hover and keyboard focus. It repeats or adds, it never holds what is needed. */
export function Tooltip({ content, keyId, side = "bottom", children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="ui-positioner">
          <Base.Popup className="ui-tooltip">
            {content}
            {keyId !== undefined && <KeyHint id={keyId} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
