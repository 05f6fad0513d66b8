import { Switch as Base } from "@base-ui/react/switch";
import { useId, type ReactNode } from "react";
import "./switch.css";

export interface SwitchProps {
  readonly label: ReactNode;
  readonly hideLabel?: boolean;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly describedBy?: string;
}

/** On or off, with effect at once. */
export function Switch({ label, hideLabel = false, checked, onChange, disabled = false, describedBy }: SwitchProps) {
  const id = useId();
  return (
    <span className="ui-switch-row">
      <Base.Root
        className="ui-switch"
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-labelledby={id}
        aria-describedby={describedBy}
      >
        <Base.Thumb className="ui-switch-thumb" />
      </Base.Root>
      <span id={id} className={hideLabel ? "visually-hidden" : undefined}>
        {label}
      </span>
    </span>
  );
}
