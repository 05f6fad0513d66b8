import { Menu as Base } from "@base-ui/react/menu";
import type { LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import type { KeyId } from "../app/key-bindings.ts";
import { KeyHint } from "./kbd.tsx";
import "./popup.css";

export interface MenuItem {
  readonly label: string;
  readonly onSelect: () => void;
  readonly icon?: LucideIcon;
  readonly keyId?: KeyId;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

export interface MenuProps {
  /** The button that opens it; it takes a ref and props: `<IconButton …/>`, `<Button …/>`. */
  readonly trigger: ReactElement;
  readonly items: readonly (MenuItem | "separator")[];
  readonly align?: "start" | "center" | "end";
}

/** Actions behind one button. Focus returns to the button when it closes. */
export function Menu({ trigger, items, align = "end" }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="ui-positioner">
          <Base.Popup className="ui-popup">
            {items.map((item, index) =>
              item === "separator" ? (
                // oxlint-disable-next-line react/no-array-index-key -- separators have nothing else
                <Base.Separator key={`separator-${index}`} className="ui-menu-separator" />
              ) : (
                <Base.Item
                  key={item.label}
                  className="ui-menu-item"
                  disabled={item.disabled ?? false}
                  data-danger={item.danger === true || undefined}
                  onClick={item.onSelect}
                >
                  {item.icon !== undefined && <item.icon size="1.15em" strokeWidth={1.75} aria-hidden />}
                  <span className="ui-menu-label">{item.label}</span>
                  {item.keyId !== undefined && <KeyHint id={item.keyId} />}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
