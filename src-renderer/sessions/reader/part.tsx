import type { ReactNode } from "react";
import { formatNumber } from "../../strings/format.ts";

export interface PartProps {
  /** The anchor the outline leads to. */
  readonly id: string;
  readonly title: string;
  readonly count?: number | undefined;
  /** The place a link to a line leads to. */
  readonly marked?: boolean;
  readonly children: ReactNode;
}

/** A titled part of the session. */
export function Part({ id, title, count, marked = false, children }: PartProps) {
  return (
    <section id={id} className="reader-part" aria-labelledby={`${id}-title`} aria-current={marked ? "location" : undefined} tabIndex={-1}>
      <h2 id={`${id}-title`} className="reader-part-title">
        {title}
        {count !== undefined && <span className="ui-count tabular"> {formatNumber(count)}</span>}
      </h2>
      {children}
    </section>
  );
}
