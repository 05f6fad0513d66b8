import { useQuery } from "@tanstack/react-query";
import type { CSSProperties } from "react";
import type { Explanation, SearchMode, SearchResult } from "../../../src-shared/contract/index.ts";
import { useCore } from "../../app/core-context.tsx";
import { search } from "../../strings/en-search.ts";
import { formatNumber } from "../../strings/format.ts";
import { InlineError } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { formatScore, shares } from "./scores.ts";

const words = search.why;

export interface WhyPanelProps {
  readonly result: SearchResult;
  readonly query: string;
  readonly mode: SearchMode;
}

/** Everything that decided a result's score: the parts add up to it. */
export function WhyPanel({ result, query, mode }: WhyPanelProps) {
  const core = useCore();
  const input = { text: query, mode, limit: Math.min(500, Math.max(50, result.rank)), explain: true, facets: false };
  const { data, error } = useQuery({
    queryKey: ["search.query", input],
    queryFn: ({ signal }) => core.call("search.query", input, { signal }),
    enabled: result.explanation === null,
    gcTime: 60_000,
  });
  const found = result.explanation === null ? data?.results.find((one) => one.documentId === result.documentId) : result;
  return (
    <section id="why" className="why" aria-label={search.preview.why}>
      {error !== null ? (
        <InlineError error={error} />
      ) : data === undefined && found === undefined ? (
        <Skeleton lines={3} />
      ) : found?.explanation == null ? (
        <p>{words.replaced}</p>
      ) : (
        <Parts explanation={found.explanation} score={found.score} />
      )}
    </section>
  );
}

function Parts({ explanation, score }: { readonly explanation: Explanation; readonly score: number }) {
  const widths = shares(explanation.parts.map((part) => part.value));
  return (
    <>
      {explanation.parts.length === 0 && <p>{words.direct}</p>}
      <table className="why-parts">
        <tbody>
          {explanation.parts.map((part, index) => (
            <tr key={part.label}>
              <th scope="row">{part.label}</th>
              <td className="why-detail">{part.detail}</td>
              <td className="why-track" aria-hidden>
                <span
                  className="why-bar"
                  data-negative={part.value < 0 || undefined}
                  style={{ "--share": widths[index] ?? 0 } as CSSProperties}
                />
              </td>
              <td className="why-value tabular">{formatScore(part.value)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {words.score}
            </th>
            <td className="why-value tabular">{formatScore(score)}</td>
          </tr>
        </tfoot>
      </table>
      <dl className="why-facts">
        <Fact name={words.lexicalRank} value={rank(explanation.lexicalRank)} />
        <Fact name={words.semanticRank} value={rank(explanation.semanticRank)} />
        {explanation.matched.length + explanation.missing.length > 0 && (
          <Fact name={words.matched} value={explanation.matched.join(", ") || words.none} />
        )}
        {explanation.missing.length > 0 && <Fact name={words.missing} value={explanation.missing.join(", ")} />}
      </dl>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function rank(value: number | null): string {
  return value === null ? words.notRanked : formatNumber(value);
}
