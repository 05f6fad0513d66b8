import { historyWords } from "../../strings/en-history.ts";

/** Where "Why?" at a chosen line leads. */
export interface WhyLink {
  readonly href: string;
  /** For those who hear it: of what. */
  readonly label: string;
}

/** Stands behind the chosen line: how it came to be as it is. */
export function WhyAtLine({ href, label }: WhyLink) {
  return (
    <a className="code-why" href={href} title={label}>
      {historyWords.why}
      <span className="visually-hidden"> {label}</span>
    </a>
  );
}
