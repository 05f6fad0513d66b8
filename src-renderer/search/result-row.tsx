import { memo } from "react";
import type { SearchResult } from "../../src-shared/contract/index.ts";
import { starTargetOf } from "../../src-shared/domain/index.ts";
import { StarMark } from "../reading/star/star-mark.tsx";
import { useStars } from "../reading/star/use-stars.ts";
import { HighlightedText } from "../reading/text/highlighted-text.tsx";
import { withoutTitle } from "../reading/text/without-title.ts";
import { plainProse } from "../reading/text/plain-prose.ts";
import { common } from "../strings/en-common.ts";
import { search } from "../strings/en-search.ts";
import { KindIcon } from "../ui/kind.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { dedent } from "./dedent.ts";
import { resultPlace } from "./result-links.ts";

/** One result: what it is called, what matched, where it lies. */
export const ResultRow = memo(function ResultRow({ result }: { readonly result: SearchResult }) {
  const isStarred = useStars()(starTargetOf(result));
  const context = result.breadcrumb.filter((part) => part !== result.title);
  // "Evidence" or "Usage" says little without what it belongs to.
  const above = result.type === "belief" || result.type === "doc" ? (context.at(-1) ?? null) : null;
  const shorten = result.type === "code" || result.type === "commit" ? dedent : plainProse;
  const shortened = shorten(result.snippet, result.highlights);
  const excerpt = result.type === "code" ? shortened : withoutTitle(shortened, result.title);
  return (
    <div className="search-result">
      <KindIcon kind={result.type} />
      <div className="search-result-body">
        <div className="search-result-head">
          <span className="search-result-title truncate" data-code={result.type === "code" || undefined}>
            {above !== null && <span className="search-above">{above} › </span>}
            <HighlightedText text={result.title} ranges={result.titleHighlights} />
          </span>
          {isStarred && <StarMark />}
          {result.date !== null && <RelativeTime instant={result.date} className="search-faint search-result-date" />}
        </div>
        <div className="search-snippet" data-code={result.type === "code" || undefined}>
          <HighlightedText text={excerpt.text} ranges={excerpt.ranges} />
        </div>
        <div className="search-meta">
          <span className="search-kind">{result.kind ?? common.kinds[result.type]}</span>
          <span className="search-meta-path truncate" title={result.path}>
            {result.repository} · {context.at(-1) !== undefined && result.sessionId !== null ? context.at(-1) : resultPlace(result)}
          </span>
          {result.alsoIn.length > 0 && (
            <span className="truncate search-also">
              {search.alsoIn} {result.alsoIn.map((place) => place.title || search.line(place.lines?.start ?? 1)).join(", ")}
            </span>
          )}
        </div>
      </div>
    </div>
  );
});
