import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef, type ReactNode, type RefObject } from "react";
import { common } from "../strings/en-common.ts";
import { IconButton } from "./icon-button.tsx";
import "./dialog.css";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  readonly size?: "small" | "medium" | "large";
  /** Takes the focus; else the dialogue itself does, from where Tab goes to its first control. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

/** A dialogue over the page. Esc, the cross and a press outside close it; focus returns to where it was. */
export function Dialog({ open, onClose, title, description, children, footer, size = "medium", initialFocus }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="ui-backdrop" />
        <Base.Popup className="ui-dialog" data-size={size} initialFocus={initialFocus ?? popup} ref={popup}>
          <header className="ui-dialog-head">
            <Base.Title className="ui-dialog-title">{title}</Base.Title>
            <Base.Close render={<IconButton icon={X} label={common.close} size="small" />} />
          </header>
          {description != null && <Base.Description className="ui-dialog-description">{description}</Base.Description>}
          {children != null && <div className="ui-dialog-body">{children}</div>}
          {footer != null && <footer className="ui-dialog-foot">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
