import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { useId } from "react";
import { classNames } from "./class-names.ts";
import "./popup.css";
import "./select.css";

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
  readonly className?: string;
  readonly describedBy?: string;
}

/** One of a few values. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, hideLabel = false, value, options, onChange, disabled = false, className, describedBy } = props;
  const id = useId();
  return (
    <div className={classNames("ui-field", className)}>
      <span id={id} className={hideLabel ? "visually-hidden" : "ui-field-label"}>
        {label}
      </span>
      <Base.Root<T>
        modal={false}
        items={options}
        value={value}
        disabled={disabled}
        onValueChange={(next) => {
          if (next !== null) onChange(next);
        }}
      >
        <Base.Trigger className="ui-select" aria-labelledby={id} aria-describedby={describedBy}>
          <Base.Value className="truncate" />
          <Base.Icon className="ui-select-icon">
            <ChevronsUpDown size="1em" aria-hidden />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="ui-positioner">
            <Base.Popup className="ui-popup" data-captures-keys>
              <Base.List>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className="ui-menu-item">
                    <Base.ItemText className="ui-menu-label">{option.label}</Base.ItemText>
                    <Base.ItemIndicator>
                      <Check size="1em" aria-hidden />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  );
}
