import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import "./state.css";

export interface EmptyStateProps {
  readonly icon?: LucideIcon;
  readonly title: string;
  /** What would make it not empty. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Nothing to show, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="ui-state">
      {Icon !== undefined && <Icon size="2em" strokeWidth={1.25} aria-hidden />}
      <h2 className="ui-state-title">{title}</h2>
      {children != null && <div className="ui-state-text">{children}</div>}
      {actions != null && <div className="ui-state-actions">{actions}</div>}
    </div>
  );
}
