import { beliefWords as words } from "../strings/en-beliefs.ts";
import { formatPercent } from "../strings/format.ts";

/** A share of one as a bar and in words. */
export function Confidence({ value }: { readonly value: number | null }) {
  if (value === null) return <span className="belief-confidence" title={words.noConfidence} />;
  const percent = formatPercent(value);
  return (
    <span className="belief-confidence tabular" title={words.confidenceOf(percent)}>
      <span className="belief-bar" aria-hidden>
        <span style={{ width: `${Math.min(1, Math.max(0, value)) * 100}%` }} />
      </span>
      <span className="visually-hidden">{words.confidence} </span>
      {percent}
    </span>
  );
}
