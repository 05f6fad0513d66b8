import { Progress } from "@base-ui/react/progress";
import type { ReactNode } from "react";
import "./progress-bar.css";

export interface ProgressBarProps {
  readonly label: string;
  /** 0…1; null while the end is not known. */
  readonly value: number | null;
  /** The number beside the label: `1,204 of 3,400`. */
  readonly text?: ReactNode;
  readonly hideLabel?: boolean;
}

/** How far something is, with the number. */
export function ProgressBar({ label, value, text, hideLabel = false }: ProgressBarProps) {
  return (
    <Progress.Root className="ui-progress" value={value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100)}>
      <span className={hideLabel ? "visually-hidden" : "ui-progress-head"}>
        <Progress.Label>{label}</Progress.Label>
        {text != null && <span className="ui-progress-text tabular">{text}</span>}
      </span>
      <Progress.Track className="ui-progress-track">
        <Progress.Indicator className="ui-progress-fill" />
      </Progress.Track>
    </Progress.Root>
  );
}
