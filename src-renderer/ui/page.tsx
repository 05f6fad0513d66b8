import type { ReactNode } from "react";
import "./page-header.css";

export interface PageProps {
  /** `narrow` for forms and reading, `wide` for lists. Screens with panes of their own do without it. */
  readonly width?: "narrow" | "wide";
  readonly children: ReactNode;
}

/** The padded column of a screen that scrolls as a whole. */
export function Page({ width = "wide", children }: PageProps) {
  return (
    <div className="ui-page" data-width={width}>
      {children}
    </div>
  );
}
