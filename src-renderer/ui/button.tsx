import type { LucideIcon } from "lucide-react";
import type { ComponentPropsWithRef, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import "./button.css";

export type ButtonVariant = "plain" | "primary" | "danger" | "quiet";

interface Look {
  /** `primary` for the one thing to do on a screen, `danger` for what removes, `quiet` in rows and bars. */
  readonly variant?: ButtonVariant | undefined;
  readonly size?: "small" | "medium" | undefined;
  readonly icon?: LucideIcon | undefined;
  readonly children?: ReactNode;
}

export type ButtonProps = Look & ComponentPropsWithRef<"button">;

/** A button with a word. It submits no form unless `type="submit"` is given. */
export function Button({ variant = "plain", size = "medium", icon: Icon, children, className, type = "button", ...rest }: ButtonProps) {
  return (
    // oxlint-disable-next-line react/button-has-type -- "button" unless the caller says otherwise
    <button type={type} className={classNames("ui-button", className)} data-variant={variant} data-size={size} {...rest}>
      {Icon !== undefined && <Icon size="1.15em" strokeWidth={1.75} aria-hidden />}
      {children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere instead of doing something. */
export function ButtonLink({
  variant = "plain",
  size = "medium",
  icon: Icon,
  children,
  className,
  ...rest
}: Look & ComponentPropsWithRef<"a">) {
  return (
    <a className={classNames("ui-button", className)} data-variant={variant} data-size={size} {...rest}>
      {Icon !== undefined && <Icon size="1.15em" strokeWidth={1.75} aria-hidden />}
      {children}
    </a>
  );
}
