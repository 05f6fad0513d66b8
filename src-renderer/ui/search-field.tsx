import { Search, X } from "lucide-react";
import { useRef, type ComponentPropsWithRef, type ReactNode } from "react";
import { common } from "../strings/en-common.ts";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";
import "./field.css";

export interface SearchFieldProps extends Omit<ComponentPropsWithRef<"input">, "onChange" | "value" | "size" | "type"> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly size?: "medium" | "large" | undefined;
  /** Stands at the end of the box: a hint of a key, a switch. */
  readonly end?: ReactNode;
  /** Lies over the text, letter on letter. */
  readonly over?: ReactNode;
}

/** A box to search in. Esc clears it, and in an empty box gives up the focus. */
export function SearchField({ label, value, onChange, size = "medium", end, over, className, onKeyDown, ref, ...rest }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={classNames("ui-search", className)} data-size={size}>
      <Search size="1.15em" strokeWidth={1.75} aria-hidden />
      <span className="ui-search-text">
        <input
          type="search"
          aria-label={label}
          spellCheck={false}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          ref={(element) => {
            input.current = element;
            if (typeof ref === "function") ref(element);
            else if (ref != null) ref.current = element;
          }}
          onKeyDown={(event) => {
            onKeyDown?.(event);
            if (event.defaultPrevented || event.key !== "Escape") return;
            event.preventDefault();
            event.stopPropagation();
            if (value === "") event.currentTarget.blur();
            else onChange("");
          }}
          {...rest}
        />
        {over}
      </span>
      {value !== "" && (
        <IconButton
          icon={X}
          label={common.clear}
          size="small"
          onClick={() => {
            onChange("");
            input.current?.focus();
          }}
        />
      )}
      {end}
    </div>
  );
}
