import type { Belief } from "../../../src-shared/domain/index.ts";
import { reading } from "../../strings/en-reading.ts";
import { formatNumber, formatPercent } from "../../strings/format.ts";
import "./belief.css";

const words = reading.belief;

/** What a belief claims, how sure it is, and how much stands for and against it. */
export function BeliefFacts({ belief }: { readonly belief: Belief }) {
  const facts: readonly (readonly [string, string | null])[] = [
    [words.confidence, belief.confidence === null ? null : formatPercent(belief.confidence)],
    [words.entrenchment, belief.entrenchment],
    [words.status, belief.status],
    [words.evidence, formatNumber(belief.evidence.length)],
    [words.supports, formatNumber(belief.supports.length)],
    [words.attacks, formatNumber(belief.attacks.length + belief.attackedBy.length)],
  ];
  return (
    <section className="belief-facts" aria-label={words.label}>
      <p className="belief-statement">{belief.statement}</p>
      {belief.confidence !== null && (
        <meter className="belief-meter" min={0} max={1} value={belief.confidence} aria-label={words.confidence} />
      )}
      <dl className="belief-numbers">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="tabular">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
