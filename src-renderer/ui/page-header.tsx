import type { ReactNode } from "react";
import "./page-header.css";

export interface PageHeaderProps {
  /** Before the title: the way back. */
  readonly lead?: ReactNode;
  readonly title: ReactNode;
  /** One muted line below: counts, path, time. */
  readonly detail?: ReactNode;
  /** Buttons at the right. */
  readonly actions?: ReactNode;
}

/** The head of a screen, with its one `h1`. */
export function PageHeader({ lead, title, detail, actions }: PageHeaderProps) {
  return (
    <header className="ui-page-header">
      {lead != null && <div className="ui-page-lead">{lead}</div>}
      <div className="ui-page-heading">
        <h1 className="ui-page-title">{title}</h1>
        {detail != null && <p className="ui-page-detail">{detail}</p>}
      </div>
      {actions != null && <div className="ui-page-actions">{actions}</div>}
    </header>
  );
}
