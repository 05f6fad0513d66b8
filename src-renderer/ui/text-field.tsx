import { useId, type ComponentPropsWithRef, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import "./field.css";

export interface TextFieldProps extends Omit<ComponentPropsWithRef<"input">, "children"> {
  readonly label: string;
  /** The label is read out but not seen: only where the place says what it is. */
  readonly hideLabel?: boolean | undefined;
  readonly help?: ReactNode;
  /** What is wrong with the value, in place of the help. */
  readonly error?: string | null | undefined;
}

/** One line of text with its label, help and error. */
export function TextField({ label, hideLabel = false, help, error, className, id, ...rest }: TextFieldProps) {
  const own = useId();
  const inputId = id ?? own;
  const note = error ?? help;
  return (
    <div className={classNames("ui-field", className)}>
      <label htmlFor={inputId} className={hideLabel ? "visually-hidden" : "ui-field-label"}>
        {label}
      </label>
      <input
        id={inputId}
        className="ui-input"
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error != null || undefined}
        aria-describedby={note == null ? undefined : `${inputId}-note`}
        {...rest}
      />
      {note != null && (
        <p id={`${inputId}-note`} className="ui-field-note" data-error={error != null || undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
