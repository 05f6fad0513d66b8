import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import "./state.css";

export interface EmptyStateProps {
  readonly icon?: LucideIcon;
  readonly title: string;
  /** It stands for the whole screen, so its title is the screen's heading. */
  readonly isScreen?: boolean;
  /** What would make it not empty. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Nothing to show, and what to do about it. */
export function EmptyState({ icon: Icon, title, isScreen = false, children, actions }: EmptyStateProps) {
  const Heading = isScreen ? "h1" : "h2";
  return (
    <div className="ui-state">
      {Icon !== undefined && <Icon size="2em" strokeWidth={1.25} aria-hidden />}
      <Heading className="ui-state-title">{title}</Heading>
      {children != null && <div className="ui-state-text">{children}</div>}
      {actions != null && <div className="ui-state-actions">{actions}</div>}
    </div>
  );
}
