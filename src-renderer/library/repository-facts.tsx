import type { ReactNode } from "react";
import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { DOCUMENT_KINDS } from "../../src-shared/domain/kinds.ts";
import { libraryWords } from "../strings/en-library.ts";
import { common } from "../strings/en-common.ts";
import { formatBytes, formatNumber, formatPercent } from "../strings/format.ts";
import { KindIcon } from "../ui/kind.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";

const words = libraryWords.facts;

/** What the index holds of a repository. */
export function RepositoryFacts({ repository }: { readonly repository: RepositorySummary }) {
  const { counts, head } = repository;
  const share = counts.passages === 0 ? null : Math.min(1, counts.vectors / counts.passages);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.passages, formatNumber(counts.passages)],
    [words.symbols, formatNumber(counts.symbols)],
    [words.size, formatBytes(counts.bytes)],
    ...(share === null ? [] : [[words.meaning, formatPercent(share)] as const]),
    ...(head.branch === null ? [] : [[words.branch, head.branch] as const]),
    ...(repository.indexedAt === null ? [] : [[words.indexed, <RelativeTime key="time" instant={repository.indexedAt} />] as const]),
  ];
  return (
    <section aria-label={libraryWords.contents}>
      <dl className="figures">
        {DOCUMENT_KINDS.filter((kind) => counts.documents[kind] > 0).map((kind) => (
          <div key={kind} className="figure">
            <dt>
              <KindIcon kind={kind} /> {common.kindsMany[kind]}
            </dt>
            <dd className="tabular">{formatNumber(counts.documents[kind])}</dd>
          </div>
        ))}
      </dl>
      <dl className="figures figures-small">
        {facts.map(([name, value]) => (
          <div key={name} className="figure">
            <dt>{name}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
