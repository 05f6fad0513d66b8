import type { LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import type { KeyId } from "../app/key-bindings.ts";
import { Button, type ButtonProps } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "aria-label"> {
  readonly icon: LucideIcon;
  /** Its name for assistive technology and, on hover and focus, for everyone. */
  readonly label: string;
  /** The key that does the same, shown beside the name. */
  readonly keyId?: KeyId | undefined;
}

/** A button of one icon, whose name shows on hover and focus. */
export function IconButton({ icon, label, keyId, variant = "quiet", className, ...rest }: IconButtonProps): ReactElement {
  return (
    <Tooltip content={label} keyId={keyId}>
      <Button icon={icon} aria-label={label} variant={variant} className={classNames("ui-icon-button", className)} {...rest} />
    </Tooltip>
  );
}
